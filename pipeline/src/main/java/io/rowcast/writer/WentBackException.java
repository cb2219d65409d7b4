package io.rowcast.writer;

/** Redis does not hold the watermark that it acknowledged: its state went back in time, or was wiped. */
final class WentBackException extends Exception {
    private static final long serialVersionUID = 1L;

    WentBackException(String message) {
        super(message);
    }
}
