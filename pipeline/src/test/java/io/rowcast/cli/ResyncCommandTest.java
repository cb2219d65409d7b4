package io.rowcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResyncCommandTest {
    private final StringWriter out = new StringWriter();
    private final FakeCommands commands = FakeCommands.ending();

    @TempDir
    private Path folder;

    private int execute(String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("rowcast.yml"), "name: shop\nmysql: {user: u, password: p}\n");
        String[] arguments = Stream.concat(Stream.of("resync", "-c", file.toString()), Stream.of(options))
                .toArray(String[]::new);
        return RowcastCommand.commandLine(commands, Map.of())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(arguments);
    }

    @Test
    void whatWasPutRightIsSaidInALine() throws IOException {
        assertThat(execute("-t", "shop.orders", "--where", "city = 'Oslo'", "--rate", "500"))
                .isZero();

        assertThat(out.toString().strip())
                .isEqualTo("shop.orders: 1,200 rows, 2,400 places; 3 written, 1 removed; all as MySQL says;"
                        + " not redis[1] (list recent), which rows do not tell of");
        assertThat(commands.asked)
                .containsExactly("shop ResyncRequest[table=shop.orders, where=Optional[city = 'Oslo'],"
                        + " key=Optional.empty, rate=500, patience=PT1M]");
    }

    @Test
    void whatIsNotDoneFailsAndSaysHowToGoOn() throws IOException {
        assertThat(execute("-t", "shop.orders", "--key", "id=42")).isEqualTo(ExitCodes.FAILED);

        assertThat(out.toString())
                .startsWith("shop.orders: not done: Redis is away.")
                .contains("start it again");
    }

    @Test
    void aTableIsNeededAndOneWayToNameRows() throws IOException {
        assertThat(execute()).isEqualTo(ExitCodes.INVALID);
        assertThat(execute("-t", "a.b", "--key", "id=1", "--where", "id = 1")).isEqualTo(ExitCodes.INVALID);
        assertThat(commands.asked).isEmpty();
    }
}
