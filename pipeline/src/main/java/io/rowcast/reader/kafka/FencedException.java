package io.rowcast.reader.kafka;

/** Another reader of the same pipeline took over; this one must not go on. */
public final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FencedException(String pipeline) {
        super("another reader of pipeline '" + pipeline + "' took over: this one stopped and committed nothing more. "
                + "Run one reader per pipeline name");
    }
}
