package io.rowcast.reader;

/** The source cannot be continued without a person; no position was moved. */
public final class SourceHaltedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SourceHaltedException(String found) {
        super(found);
    }

    SourceHaltedException(String found, Throwable cause) {
        super(found, cause);
    }
}
