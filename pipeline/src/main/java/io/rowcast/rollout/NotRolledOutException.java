package io.rowcast.rollout;

/** The mapping of a table cannot be rolled out now; the message says what that waits for. */
final class NotRolledOutException extends Exception {
    private static final long serialVersionUID = 1L;

    NotRolledOutException(String message) {
        super(message);
    }
}
