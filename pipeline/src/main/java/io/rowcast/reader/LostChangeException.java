package io.rowcast.reader;

/** The binlog says that something changed, but not what: whoever went on would lose it. */
final class LostChangeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostChangeException(String message) {
        super(message);
    }
}
