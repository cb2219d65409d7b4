package io.rowcast.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The header {@link Tracing#HEADER}, to and from OpenTelemetry. */
final class TraceHeader {
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private TraceHeader() {}

    static String of(Span span) {
        Map<String, String> headers = new HashMap<>();
        W3C.inject(Context.root().with(span), headers, Map::put);
        return Objects.requireNonNull(headers.get(Tracing.HEADER));
    }

    /** What a header says; the root when it says nothing. */
    static Context read(String traceparent) {
        return W3C.extract(Context.root(), traceparent, Alone.INSTANCE);
    }

    /** Of all headers of a record, this one is enough. */
    private enum Alone implements TextMapGetter<String> {
        INSTANCE;

        @Override
        public Iterable<String> keys(String header) {
            return List.of(Tracing.HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String header, String key) {
            return key.equals(Tracing.HEADER) ? header : null;
        }
    }
}
