package io.rowcast.config;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Everything a pipeline is told: the content of a settings file, checked and with defaults filled in.
 *
 * @param name prefix of its topics, its transactional id and its keys in Redis
 * @param mappings folder of mapping files, or one mapping file
 */
public record Settings(
        String name,
        MySqlSettings mysql,
        KafkaSettings kafka,
        SourceSettings source,
        RedisSettings redis,
        DeadLetterSettings deadLetters,
        LimitSettings limits,
        VerifySettings verify,
        Path mappings,
        HttpSettings http,
        TracingSettings tracing) {

    /** What a name may look like: the characters of a Kafka topic name without the dot, which separates its parts. */
    static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,100}");

    public Settings {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a pipeline name: '" + name + "'");
        }
    }

    /** What the writer is told of both. */
    public FlowSettings flow() {
        return new FlowSettings(deadLetters.maxWaiting(), limits.live(), limits.snapshot());
    }
}
