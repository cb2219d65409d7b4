package io.rowcast.mapping;

import org.jspecify.annotations.Nullable;

/** A row that an output can make nothing of: it will never succeed, so it belongs to the dead letters. */
public final class UnmappableRowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String output;
    private final String reason;

    /**
     * @param output the place in the mapping file, like {@code redis[2].score}
     * @param reason what failed, without values of the row
     */
    UnmappableRowException(String output, String reason) {
        this(output, reason, null);
    }

    UnmappableRowException(String output, String reason, @Nullable Throwable cause) {
        super(output + ": " + reason, cause);
        this.output = output;
        this.reason = reason;
    }

    public String output() {
        return output;
    }

    public String reason() {
        return reason;
    }
}
