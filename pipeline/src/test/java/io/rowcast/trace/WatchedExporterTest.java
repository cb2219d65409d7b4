package io.rowcast.trace;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WatchedExporterTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(WatchedExporter.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private CompletableResultCode answer = CompletableResultCode.ofSuccess();
    private final WatchedExporter exporter = new WatchedExporter(new Answering(), URI.create("http://collector:4318"));

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void aCollectorThatTakesAllIsNotWorthAWord() {
        export(CompletableResultCode.ofSuccess());

        assertThat(log.list).isEmpty();
    }

    @Test
    void eachChangeIsToldOnce() {
        ConnectException away = new ConnectException("refused");
        CompletableResultCode failed =
                CompletableResultCode.ofExceptionalFailure(new IllegalStateException(new UncheckedIOException(away)));

        export(failed);
        export(failed);
        export(CompletableResultCode.ofSuccess());
        export(CompletableResultCode.ofSuccess());
        export(CompletableResultCode.ofFailure());

        assertThat(log.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.INFO, Level.WARN);
        assertThat(log.list.get(0).getKeyValuePairs().toString())
                .contains("http://collector:4318", "java.net.ConnectException: refused");
        assertThat(log.list.get(2).getKeyValuePairs().toString()).contains("expected a receiver of OTLP");
    }

    private void export(CompletableResultCode result) {
        answer = result;
        exporter.export(List.of());
    }

    /** Answers as it is told. */
    private final class Answering implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return answer;
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
