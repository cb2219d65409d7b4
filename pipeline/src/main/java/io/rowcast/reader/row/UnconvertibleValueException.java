package io.rowcast.reader.row;

/** A value of a row has no exact form in the envelope. */
public final class UnconvertibleValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnconvertibleValueException(String message) {
        super(message);
    }

    static UnconvertibleValueException unexpected(String expected, Object found) {
        return new UnconvertibleValueException(
                "expected " + expected + ", found a " + found.getClass().getName());
    }
}
