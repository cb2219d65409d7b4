package io.rowcast.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Spans by OpenTelemetry's SDK, sent in the background by OTLP over HTTP. Names, kinds and attributes are those of its
 * semantic conventions for messaging; a record's span in the writer is a child of that in the reader.
 */
public final class OpenTelemetryTracing implements Tracing {
    /** How long an ended span waits for others to be sent with. */
    private static final Duration GATHERED = Duration.ofSeconds(1);

    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final double ratio;
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /**
     * @param pipeline the name of the service, of which this process is an instance
     * @param endpoint of the collector, to which the path of traces is added
     * @param ratio share of the changes whose traces begin here
     */
    public OpenTelemetryTracing(String pipeline, URI endpoint, double ratio) {
        this.ratio = ratio;
        this.provider = SdkTracerProvider.builder()
                .setResource(resource(pipeline))
                .addSpanProcessor(BatchSpanProcessor.builder(new WatchedExporter(exporter(endpoint), endpoint))
                        .setScheduleDelay(GATHERED)
                        .build())
                .build();
        this.tracer = provider.get("io.rowcast");
    }

    private static Resource resource(String pipeline) {
        return Resource.getDefault()
                .merge(Resource.create(Attributes.builder()
                        .put("service.name", pipeline)
                        .put("service.instance.id", UUID.randomUUID().toString())
                        .put("service.version", version())
                        .build()));
    }

    private static String version() {
        return Objects.requireNonNullElse(
                OpenTelemetryTracing.class.getPackage().getImplementationVersion(), "development");
    }

    private static SpanExporter exporter(URI endpoint) {
        return OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString().replaceFirst("/$", "") + "/v1/traces")
                .setMeterProvider(MeterProvider.noop())
                .build();
    }

    @Override
    public ChangeSampler sampler() {
        return new ChangeSampler(ratio);
    }

    @Override
    public boolean follows() {
        return true;
    }

    @Override
    public ChangeSpan send(SentChange change) {
        SpanBuilder span = span("send", SpanKind.PRODUCER, change.topic(), change.partition())
                .setNoParent()
                .setStartTimestamp(earlier(change.committed(), change.read()))
                .setAttribute("rowcast.table", change.table().toString())
                .setAttribute("rowcast.operation", change.operation())
                .setAttribute("rowcast.binlog.file", change.file())
                .setAttribute("rowcast.binlog.position", change.position());
        if (change.gtid() != null) {
            span.setAttribute("rowcast.gtid", change.gtid());
        }
        return new OpenTelemetrySpan(span.startSpan().addEvent("read", change.read()));
    }

    /** MySQL's clock may be ahead of ours; no span ends before it begins. */
    private static Instant earlier(Instant committed, Instant read) {
        return committed.isBefore(read) ? committed : read;
    }

    @Override
    public Optional<ChangeSpan> process(String traceparent, ConsumedChange change) {
        Context parent = TraceHeader.read(traceparent);
        SpanContext context = Span.fromContext(parent).getSpanContext();
        if (!context.isValid() || !context.isSampled()) {
            return Optional.empty();
        }
        Span span = span("process", SpanKind.CONSUMER, change.topic(), change.partition())
                .setParent(parent)
                .setStartTimestamp(change.polled())
                .setAttribute("messaging.kafka.offset", change.offset())
                .setAttribute("messaging.consumer.group.name", change.group())
                .setAttribute("rowcast.table", change.table().toString())
                .setAttribute("rowcast.commands", change.commands())
                .setAttribute(OpenTelemetrySpan.DEAD_LETTER, false)
                .startSpan();
        return Optional.of(new OpenTelemetrySpan(span.addEvent("mapped", change.mapped())));
    }

    private SpanBuilder span(String operation, SpanKind kind, String topic, int partition) {
        return tracer.spanBuilder(operation + " " + topic)
                .setSpanKind(kind)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.name", operation)
                .setAttribute("messaging.operation.type", operation)
                .setAttribute("messaging.destination.name", topic)
                .setAttribute("messaging.destination.partition.id", Integer.toString(partition));
    }

    @Override
    public void close() {
        provider.shutdown().join(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
