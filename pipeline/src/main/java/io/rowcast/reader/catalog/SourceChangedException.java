package io.rowcast.reader.catalog;

/** MySQL is not what was read before: nothing can be continued from the committed position. */
public final class SourceChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SourceChangedException(String message) {
        super(message);
    }
}
