package io.rowcast.reader;

/** A table has another key than the engine was told: it must be built anew, from the position that is committed. */
final class SessionOutdatedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SessionOutdatedException(String message) {
        super(message);
    }
}
