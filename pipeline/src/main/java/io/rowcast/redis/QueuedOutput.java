package io.rowcast.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the {@code QUEUED} replies of a whole transaction and keeps the first error among them: the reason why EXEC
 * will answer EXECABORT.
 */
final class QueuedOutput extends CommandOutput<byte[], byte[], String> {
    private @Nullable String first;

    @SuppressWarnings("NullAway") // Lettuce means: no output object yet
    QueuedOutput() {
        super(ByteArrayCodec.INSTANCE, null);
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        // QUEUED
    }

    @Override
    public void setSingle(ByteBuffer bytes) {
        // QUEUED
    }

    @Override
    public void setError(ByteBuffer message) {
        if (first == null) {
            first = decodeString(message);
        }
    }

    Optional<String> firstError() {
        return Optional.ofNullable(first);
    }
}
