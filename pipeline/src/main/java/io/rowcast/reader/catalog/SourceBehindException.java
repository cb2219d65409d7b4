package io.rowcast.reader.catalog;

/** MySQL is a replica that is not as far as what was read before, and may still come there. */
public final class SourceBehindException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SourceBehindException(String message) {
        super(message);
    }
}
