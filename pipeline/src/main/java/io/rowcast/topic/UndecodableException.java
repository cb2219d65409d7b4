package io.rowcast.topic;

/** The bytes of a record are not a change of its table; says what was found and expected, never a row's values. */
public final class UndecodableException extends Exception {
    private static final long serialVersionUID = 1L;

    public UndecodableException(String message) {
        super(message);
    }

    UndecodableException(String message, Throwable cause) {
        super(message, cause);
    }
}
