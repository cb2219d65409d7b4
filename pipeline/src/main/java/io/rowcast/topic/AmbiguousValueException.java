package io.rowcast.topic;

/**
 * What a record holds cannot be told for sure, nor can that of those behind it: something has to be declared, or done
 * otherwise, before any is applied. Never shows a row's values.
 */
public final class AmbiguousValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AmbiguousValueException(String message) {
        super(message);
    }
}
