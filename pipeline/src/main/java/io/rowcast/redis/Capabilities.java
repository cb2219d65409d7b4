package io.rowcast.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.sync.RedisCommands;
import io.rowcast.model.Feature;
import java.util.Objects;
import java.util.Optional;

/**
 * What a server can do beyond what every Redis can.
 *
 * @param server its version, and what kept it from saying more
 * @param json it has documents: {@code JSON.SET}
 * @param bloom it has Bloom filters: {@code BF.INSERT}; without them they are bitmaps
 */
public record Capabilities(String server, boolean json, boolean bloom) {

    /** Whether the server has what an output needs. */
    public boolean can(Feature feature) {
        return switch (feature) {
            case JSON -> json;
        };
    }

    /** What both servers can. */
    Capabilities and(Capabilities other) {
        return new Capabilities(
                server.equals(other.server) ? server : server + " and " + other.server,
                json && other.json,
                bloom && other.bloom);
    }

    /** Asks the server; needs the right to {@code COMMAND INFO}, and to {@code INFO} for its version. */
    static Capabilities of(RedisCommands<byte[], byte[]> redis) {
        String server = version(redis);
        try {
            return new Capabilities(server, has("JSON.SET", redis), has("BF.INSERT", redis));
        } catch (RedisCommandExecutionException e) {
            return new Capabilities(server + ", which refuses COMMAND INFO (" + e.getMessage() + ")", false, false);
        }
    }

    private static boolean has(String command, RedisCommands<byte[], byte[]> redis) {
        // A command that the server does not have is a nil in the reply.
        return redis.commandInfo(command).stream().anyMatch(Objects::nonNull);
    }

    private static String version(RedisCommands<byte[], byte[]> redis) {
        try {
            String info = redis.info("server");
            return line("valkey_version", info)
                    .map(version -> "Valkey " + version)
                    .or(() -> line("redis_version", info).map(version -> "Redis " + version))
                    .orElse("a server without a version");
        } catch (RedisCommandExecutionException e) {
            return "a server that refuses INFO (" + e.getMessage() + ")";
        }
    }

    private static Optional<String> line(String name, String info) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }
}
