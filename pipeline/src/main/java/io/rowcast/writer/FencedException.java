package io.rowcast.writer;

/** Another writer owns a lane that this one took for its own; it has to join the consumer group anew. */
final class FencedException extends Exception {
    private static final long serialVersionUID = 1L;

    FencedException(String message) {
        super(message);
    }
}
