package io.rowcast.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.protocol.CommandType;
import org.junit.jupiter.api.Test;

class CapabilitiesIT {

    @Test
    void aServerSaysItsVersionAndWhetherItKnowsACommand() throws RedisAwayException {
        try (OpenRedis open = new OpenRedis()) {
            assertThat(open.can().server()).matches("(Redis|Valkey) \\d+\\.\\d+\\.\\d+");
            assertThat(open.can().json()).isEqualTo(knows("JSON.SET", open));
            assertThat(open.can().bloom()).isEqualTo(knows("BF.INSERT", open));
        }
    }

    /** Asked in another way: by calling it wrongly. */
    private static boolean knows(String command, OpenRedis open) {
        String answer =
                open.redis.eval("return redis.pcall('" + command + "').err", ScriptOutputType.VALUE, new String[0]);
        return !answer.contains("nknown");
    }

    @Test
    void aServerThatRefusesTheQuestionIsTakenForAPlainOneAndSaysWhy() throws RedisAwayException {
        try (OpenRedis open = new OpenRedis()) {
            String user = open.prefix.replace(":", "");
            open.redis.aclSetuser(
                    user,
                    AclSetuserArgs.Builder.on()
                            .nopass()
                            .allKeys()
                            .allCommands()
                            .removeCommand(CommandType.INFO)
                            .removeCommand(CommandType.COMMAND));
            try (RedisConnector restricted = new RedisConnector(open.uriFor(user))) {
                restricted.open().close();

                Capabilities can = restricted.capabilities().orElseThrow();
                assertThat(can.json() || can.bloom()).isFalse();
                assertThat(can.server()).contains("refuses INFO").contains("refuses COMMAND INFO");
            } finally {
                open.redis.aclDeluser(user);
            }
        }
    }
}
