package io.rowcast.writer;

/** What lies in Kafka cannot be continued from where Redis stands; the message names the way out. No position moved. */
public final class HaltException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HaltException(String message) {
        super(message);
    }

    HaltException(String message, Throwable cause) {
        super(message, cause);
    }
}
