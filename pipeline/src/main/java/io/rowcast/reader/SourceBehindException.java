package io.rowcast.reader;

/** MySQL is a replica that is not as far as what was read before, and may still come there. */
final class SourceBehindException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SourceBehindException(String message) {
        super(message);
    }
}
