package io.rowcast.verify;

/** A table cannot be verified now: it begins anew, or somebody is away. */
final class NotVerifiedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean again;

    /** @param again whether another attempt right away may do better */
    NotVerifiedException(String message, boolean again) {
        super(message);
        this.again = again;
    }

    boolean again() {
        return again;
    }
}
