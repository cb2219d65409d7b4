package io.rowcast.trace;

import java.util.Optional;

/**
 * Follows some changes on their way, so that a person sees where the time went. Whatever the collector does, its methods
 * neither wait for it nor fail; what it does not take in time is dropped. From any thread.
 */
public interface Tracing extends AutoCloseable {
    /** Follows none. */
    Tracing NONE = new NoTracing();

    /** Header of a Kafka record that carries its trace, in UTF-8, as the W3C's Trace Context has it. */
    String HEADER = "traceparent";

    /** Picks the changes whose traces begin in the reader; one for each thread. */
    ChangeSampler sampler();

    /** Whether traces that records carry are followed. */
    boolean follows();

    /** Begins the trace of a change that goes to Kafka. */
    ChangeSpan send(SentChange change);

    /**
     * Goes on with the trace that a record carries.
     *
     * @return empty when that is none that is recorded
     */
    Optional<ChangeSpan> process(String traceparent, ConsumedChange change);

    /** Sends what has ended so far, and waits for that a few seconds at most. */
    @Override
    void close();
}
