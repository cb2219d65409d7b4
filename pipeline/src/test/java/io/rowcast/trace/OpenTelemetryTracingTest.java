package io.rowcast.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import io.rowcast.fixture.Collector;
import io.rowcast.model.TableId;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenTelemetryTracingTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TableId TABLE = TableId.parse("shop.people");

    private Collector collector;

    @BeforeEach
    void open() throws IOException {
        collector = new Collector();
    }

    @AfterEach
    void close() {
        collector.close();
    }

    private Tracing tracing() {
        return new OpenTelemetryTracing("shop", URI.create(collector.endpoint() + "/"), 1);
    }

    private static SentChange sent(Instant committed) {
        return new SentChange(TABLE, "shop.shop.people", 2, "u", null, "binlog.000001", 4, committed, NOW);
    }

    private static ConsumedChange consumed() {
        return new ConsumedChange(TABLE, "shop.shop.people", 2, 17, "shop.writer", NOW, NOW, 3);
    }

    @Test
    void theHeaderIsThatOfTheW3C() {
        try (Tracing tracing = tracing()) {
            assertThat(tracing.send(sent(NOW)).traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]");
        }
    }

    @Test
    void aTraceThatOthersBeganIsFollowedAndSentAtTheEnd() {
        try (Tracing tracing = tracing()) {
            tracing.process("00-0123456789abcdef0123456789abcdef-0123456789abcdef-01", consumed())
                    .orElseThrow()
                    .end(NOW);
        }

        Span span = collector.spans().get(0);
        assertThat(HexFormat.of().formatHex(span.getTraceId().toByteArray()))
                .isEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(HexFormat.of().formatHex(span.getParentSpanId().toByteArray()))
                .isEqualTo("0123456789abcdef");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-0123456789abcdef0123456789abcdef-0123456789abcdef-00",
                "00-00000000000000000000000000000000-0123456789abcdef-01",
                "\"00-0123456789abcdef0123456789abcdef-0123456789abcdef-01\"",
                "00",
                ""
            })
    void whatIsNotRecordedOrNoTraceIsNot(String header) {
        try (Tracing tracing = tracing()) {
            assertThat(tracing.process(header, consumed())).isEqualTo(Optional.empty());
        }
    }

    @Test
    void noSpanEndsBeforeItBeginsWhenTheClockOfMySqlIsAhead() {
        try (Tracing tracing = tracing()) {
            tracing.send(sent(NOW.plusSeconds(60))).end(NOW);
        }

        Span span = collector.spans().get(0);
        assertThat(span.getStartTimeUnixNano()).isEqualTo(span.getEndTimeUnixNano());
    }

    /** Nobody listens, and there is no end of spans. */
    @Test
    void withoutACollectorNothingWaits() {
        collector.close();
        long began = System.nanoTime();

        try (Tracing tracing = tracing()) {
            for (int i = 0; i < 20_000; i++) {
                tracing.send(sent(NOW)).end(NOW);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        }

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }
}
