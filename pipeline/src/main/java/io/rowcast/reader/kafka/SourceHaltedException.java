package io.rowcast.reader.kafka;

/** The source cannot be continued without a person; no position was moved. */
public final class SourceHaltedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SourceHaltedException(String found) {
        super(found);
    }

    public SourceHaltedException(String found, Throwable cause) {
        super(found, cause);
    }
}
