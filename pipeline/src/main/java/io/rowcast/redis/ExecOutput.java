package io.rowcast.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the reply of EXEC and keeps of it only what went wrong. Replies are counted at depth 1 of its array: first those of
 * the preamble, then those of commands, then those of scripts that applied several, which say index and message of each
 * that failed.
 */
final class ExecOutput extends CommandOutput<byte[], byte[], ExecReply> {
    /** What the replies before the first command's are for; they are counted but are no command of the batch. */
    private final int preamble;

    /** Which commands of the batch the replies behind the preamble are of. */
    private final List<Integer> commands;

    private final List<NotedCommands> scripts;

    /** What a script said. */
    private final List<String> said = new ArrayList<>();

    private final List<ExecReply.Failure> failures = new ArrayList<>();
    private boolean array;
    private int replies;
    private @Nullable String failure;

    @SuppressWarnings("NullAway") // Lettuce means: no output object yet
    ExecOutput(int preamble, List<Integer> commands, List<NotedCommands> scripts) {
        super(ByteArrayCodec.INSTANCE, null);
        this.preamble = preamble;
        this.commands = commands;
        this.scripts = scripts;
    }

    @Override
    public void multi(int count) {
        // A nil array (RESP2: count -1) is a refused transaction; nested arrays come after the outer one.
        array |= count >= 0;
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        if (bytes != null && script() >= 0) {
            said.add(decodeString(bytes));
        }
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
        if (script() >= 0) {
            addFailures(scripts.get(script()));
        } else if (failure != null) {
            failures.add(new ExecReply.Failure(command(), failure));
        }
        failure = null;
        replies++;
    }

    /** Which of the scripts the reply is of that comes now, -1 for none. */
    private int script() {
        int index = replies - preamble - commands.size();
        return index < scripts.size() ? Math.max(-1, index) : -1;
    }

    /** Which command the reply is of; behind those of the batch come the watermarks. */
    private int command() {
        int index = replies - preamble;
        return index < commands.size() ? commands.get(index) : index;
    }

    /** A script that failed as a whole, which none should, counts as a failure of all: nothing is lost by that. */
    private void addFailures(NotedCommands noted) {
        if (failure != null) {
            String reason = failure;
            noted.indexes().forEach(index -> failures.add(new ExecReply.Failure(index, reason)));
        }
        for (int i = 0; i < said.size(); i += 2) {
            int index = noted.indexes().get(Integer.parseInt(said.get(i)));
            failures.add(new ExecReply.Failure(index, said.get(i + 1)));
        }
        said.clear();
    }

    @Override
    public ExecReply get() {
        return new ExecReply(!array, failures);
    }
}
