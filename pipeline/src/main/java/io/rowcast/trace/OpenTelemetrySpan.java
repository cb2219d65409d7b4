package io.rowcast.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Instant;

/** A span of OpenTelemetry. */
record OpenTelemetrySpan(Span span) implements ChangeSpan {
    static final AttributeKey<Boolean> DEAD_LETTER = AttributeKey.booleanKey("rowcast.dead_letter");

    @Override
    public String traceparent() {
        return TraceHeader.of(span);
    }

    @Override
    public void deadLettered() {
        span.setAttribute(DEAD_LETTER, true)
                .setAttribute("error.type", "dead_letter")
                .setStatus(StatusCode.ERROR);
    }

    @Override
    public void end(Instant at) {
        span.end(at);
    }
}
