package io.rowcast.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the reply of EXEC and keeps of it only what went wrong. Replies are counted at depth 1 of its array. */
final class ExecOutput extends CommandOutput<byte[], byte[], ExecReply> {
    /** What the replies before the first command's are for; they are counted but are no command of the batch. */
    private final int preamble;

    private final List<ExecReply.Failure> failures = new ArrayList<>();
    private boolean array;
    private int replies;
    private @Nullable String failure;

    @SuppressWarnings("NullAway") // Lettuce means: no output object yet
    ExecOutput(int preamble) {
        super(ByteArrayCodec.INSTANCE, null);
        this.preamble = preamble;
    }

    @Override
    public void multi(int count) {
        // A nil array (RESP2: count -1) is a refused transaction; nested arrays come after the outer one.
        array |= count >= 0;
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        // Values do not matter.
    }

    @Override
    public void set(long integer) {
        // Values do not matter.
    }

    @Override
    public void set(double number) {
        // Values do not matter.
    }

    @Override
    public void set(boolean value) {
        // Values do not matter.
    }

    @Override
    public void setSingle(ByteBuffer bytes) {
        // Values do not matter.
    }

    @Override
    public void setError(ByteBuffer message) {
        if (array) {
            failure = decodeString(message);
        } else {
            super.setError(message);
        }
    }

    @Override
    public void complete(int depth) {
        if (depth != 1 || !array) {
            return;
        }
        if (failure != null) {
            failures.add(new ExecReply.Failure(replies - preamble, failure));
            failure = null;
        }
        replies++;
    }

    @Override
    public ExecReply get() {
        return new ExecReply(!array, failures);
    }
}
