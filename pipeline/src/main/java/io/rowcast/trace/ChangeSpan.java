package io.rowcast.trace;

import java.time.Instant;

/** What one part does with one change that is traced. For one thread; told of only when it has ended. */
public interface ChangeSpan {

    /** How a record carries it: the value of {@link Tracing#HEADER}. */
    String traceparent();

    /** The change went to the dead letters, as a whole or in part. */
    void deadLettered();

    /** It is done; called once. */
    void end(Instant at);
}
