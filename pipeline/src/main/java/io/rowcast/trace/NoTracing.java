package io.rowcast.trace;

import java.util.Optional;

/** Where no collector is named: nothing begins, nothing is followed. */
final class NoTracing implements Tracing {

    @Override
    public ChangeSampler sampler() {
        return new ChangeSampler(0);
    }

    @Override
    public boolean follows() {
        return false;
    }

    @Override
    public ChangeSpan send(SentChange change) {
        throw new IllegalStateException("a change was picked, but none is traced");
    }

    @Override
    public Optional<ChangeSpan> process(String traceparent, ConsumedChange change) {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
