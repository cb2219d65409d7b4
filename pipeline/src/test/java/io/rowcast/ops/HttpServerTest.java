package io.rowcast.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.config.HttpSettings;
import io.rowcast.config.InvalidConfigException;
import io.rowcast.model.Health;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Health, status, metrics and waiting. */
class HttpServerTest {
    private Health reader = new Health(Health.State.OK, "streaming");
    private Health writer = new Health(Health.State.OK, "");
    private Pages pages;

    @BeforeEach
    void start() {
        pages = new Pages(
                "none",
                List.of(
                        new Component("reader", () -> reader, () -> Map.of("position", "binlog.000001:4")),
                        new Component("writer", () -> writer, () -> Map.of("since", Instant.EPOCH))),
                Optional.of(HttpServerTest::visible),
                Optional.empty());
    }

    @AfterEach
    void stop() {
        pages.close();
    }

    @Test
    void everyPartOkIsReadyAndLive() throws Exception {
        assertThat(pages.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(pages.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void aDegradedPartIsLiveButNotReadyAndSaysWhy() throws Exception {
        writer = new Health(Health.State.DEGRADED, "waits for Redis at 127.0.0.1:6379");

        HttpResponse<String> ready = pages.get("/health/ready");

        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(Pages.json(ready).at("/writer/state").asText()).isEqualTo("DEGRADED");
        assertThat(Pages.json(ready).at("/writer/detail").asText()).isEqualTo("waits for Redis at 127.0.0.1:6379");
        assertThat(pages.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void aStartingPartIsLiveButNotReady() throws Exception {
        reader = new Health(Health.State.STARTING, "");

        assertThat(pages.get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(pages.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void aHaltedPartIsNeitherLiveNorReady() throws Exception {
        reader = new Health(Health.State.HALTED, "binlog.000001 was purged");

        assertThat(pages.get("/health/live").statusCode()).isEqualTo(503);
        assertThat(pages.get("/health/ready").statusCode()).isEqualTo(503);
    }

    @Test
    void statusIsAJsonPageOfAllParts() throws Exception {
        HttpResponse<String> status = pages.get("/status");

        assertThat(status.headers().firstValue("Content-Type")).hasValue("application/json;charset=utf-8");
        assertThat(status.body()).isEqualTo("""
                        {
                          "pipeline" : "shop",
                          "reader" : {
                            "health" : {
                              "state" : "OK",
                              "detail" : "streaming"
                            },
                            "position" : "binlog.000001:4"
                          },
                          "writer" : {
                            "health" : {
                              "state" : "OK",
                              "detail" : ""
                            },
                            "since" : "1970-01-01T00:00:00Z"
                          }
                        }
                        """);
    }

    @Test
    void metricsCarryThePipelineAndTheProcess() throws Exception {
        pages.meters().counter("rowcast.rows", "table", "shop.orders").increment(3);

        HttpResponse<String> page = pages.get("/metrics");

        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain; version=0.0.4");
        assertThat(page.body())
                .contains("rowcast_rows_total{pipeline=\"shop\",table=\"shop.orders\"} 3.0")
                .contains("jvm_memory_used_bytes{")
                .contains("jvm_threads_live_threads{")
                .contains("process_cpu_usage{");
    }

    @Test
    void anUnknownPageIsNotFound() throws Exception {
        assertThat(pages.get("/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void aPartThatCannotAnswerFailsThePageOnly() throws Exception {
        try (Pages broken = new Pages(
                "none",
                List.of(new Component("reader", () -> reader, () -> {
                    throw new IllegalStateException("no status");
                })),
                Optional.empty(),
                Optional.empty())) {
            assertThat(broken.get("/status").statusCode()).isEqualTo(500);
            assertThat(broken.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(broken.get("/api/letters").statusCode())
                    .as("without a desk")
                    .isEqualTo(404);
        }
    }

    @Test
    void aPortInUseIsAProblemThatNamesTheAddress() {
        int taken = pages.port();

        assertThatThrownBy(() -> start("127.0.0.1", taken))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("settings: http: cannot listen on 127.0.0.1:" + taken
                        + " (Address already in use); free it, or choose another http.bind or http.port");
    }

    @Test
    void anAddressOfAnotherMachineIsAProblem() {
        assertThatThrownBy(() -> start("192.0.2.1", 0))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("192.0.2.1:0");
    }

    @Test
    void aHostNameThatDoesNotResolveIsAProblem() {
        assertThatThrownBy(() -> start("no-such-host.invalid", 0))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("no-such-host.invalid:0");
    }

    /** One set is visible, one never, all others are none. */
    private static CompletableFuture<Optional<String>> visible(String gtids, Duration limit) {
        return switch (gtids) {
            case "old" -> CompletableFuture.completedFuture(Optional.empty());
            case "new" -> CompletableFuture.completedFuture(Optional.of("waited " + limit));
            default -> throw new IllegalArgumentException("found " + gtids + "; expected GTIDs");
        };
    }

    @Test
    void waitAnswersWhenTheTransactionsAreVisible() throws Exception {
        assertThat(pages.get("/wait?gtid=old").statusCode()).isEqualTo(200);
        assertThat(pages.get("/wait?gtid=new&timeout=250ms")).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(answer.body()).isEqualTo("not visible after 250 ms: waited PT0.25S\n");
        });
    }

    @Test
    void waitSaysWhatIsWrongWithTheQuestion() throws Exception {
        assertThat(pages.get("/wait?gtid=odd").statusCode()).isEqualTo(400);
        assertThat(pages.get("/wait?gtid=old&timeout=soon").body())
                .isEqualTo("found timeout=soon; expected one like 500ms or 5s\n");
    }

    @Test
    void browsersMayNeitherKeepNorFrameAnAnswer() throws Exception {
        for (String path : List.of("/", "/status", "/no-such-page")) {
            assertThat(pages.get(path).headers().map())
                    .as(path)
                    .containsEntry("x-content-type-options", List.of("nosniff"))
                    .containsEntry("cache-control", List.of("no-store"))
                    .containsKey("content-security-policy")
                    .doesNotContainKey("server");
        }
    }

    @Test
    void aRequestWithLargeHeadersIsRefused() throws Exception {
        assertThat(pages.get("/status", "Bearer " + "x".repeat(20_000)).statusCode())
                .isEqualTo(431);
    }

    private static HttpServer start(String address, int port) {
        try (MetricsRegistry metrics = new MetricsRegistry("shop")) {
            return HttpServer.start(
                    new HttpSettings(address, port, "none"),
                    "shop",
                    metrics.meters(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty());
        }
    }
}
