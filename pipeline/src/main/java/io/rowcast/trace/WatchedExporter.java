package io.rowcast.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that the collector takes no spans, and once that it takes them again. */
final class WatchedExporter implements SpanExporter {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedExporter.class);

    private final SpanExporter exporter;
    private final URI endpoint;
    private final AtomicBoolean failing = new AtomicBoolean();

    WatchedExporter(SpanExporter exporter, URI endpoint) {
        this.exporter = exporter;
        this.endpoint = endpoint;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> tell(result));
    }

    private void tell(CompletableResultCode result) {
        if (failing.compareAndSet(result.isSuccess(), !result.isSuccess())) {
            if (result.isSuccess()) {
                LOG.atInfo().addKeyValue("endpoint", endpoint).log("the collector takes traces again");
            } else {
                LOG.atWarn()
                        .addKeyValue("endpoint", endpoint)
                        .addKeyValue("error", reason(result.getFailureThrowable()))
                        .log("the collector takes no traces; they are dropped, and nothing waits for that");
            }
        }
    }

    /** The innermost cause: the others only say that something failed. */
    private static String reason(@Nullable Throwable failure) {
        Throwable reason = failure;
        while (reason != null && reason.getCause() != null) {
            reason = reason.getCause();
        }
        return reason == null || reason == failure
                ? "found an answer other than OK; expected a receiver of OTLP over HTTP there"
                : reason.toString();
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
