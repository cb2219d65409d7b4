package io.rowcast.reader;

/** MySQL is not what was read before: nothing can be continued from the committed position. */
final class SourceChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SourceChangedException(String message) {
        super(message);
    }
}
