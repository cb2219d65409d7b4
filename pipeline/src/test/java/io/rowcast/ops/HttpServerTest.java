package io.rowcast.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowcast.config.HttpSettings;
import io.rowcast.config.InvalidConfigException;
import io.rowcast.model.Health;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {
    private static final HttpSettings ANY_PORT = new HttpSettings("127.0.0.1", 0, "none");

    private static final Pattern FILE = Pattern.compile("(?:href|src)=\"(/console/[^\"]+)\"");
    private static final Pattern IMPORT = Pattern.compile("from \"\\./([^\"]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final MetricsRegistry metrics = new MetricsRegistry("shop");
    private final FakeDesk desk = new FakeDesk();
    private Health reader = new Health(Health.State.OK, "streaming");
    private Health writer = new Health(Health.State.OK, "");
    private HttpServer server;

    @BeforeEach
    void start() {
        server = HttpServer.start(
                ANY_PORT,
                "shop",
                metrics.meters(),
                List.of(
                        new Component("reader", () -> reader, () -> Map.of("position", "binlog.000001:4")),
                        new Component("writer", () -> writer, () -> Map.of("since", Instant.EPOCH))),
                Optional.of(HttpServerTest::visible),
                Optional.of(desk));
    }

    @AfterEach
    void stop() {
        server.close();
        metrics.close();
    }

    @Test
    void everyPartOkIsReadyAndLive() throws Exception {
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void aDegradedPartIsLiveButNotReadyAndSaysWhy() throws Exception {
        writer = new Health(Health.State.DEGRADED, "waits for Redis at 127.0.0.1:6379");

        HttpResponse<String> ready = get("/health/ready");

        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(json(ready).at("/writer/state").asText()).isEqualTo("DEGRADED");
        assertThat(json(ready).at("/writer/detail").asText()).isEqualTo("waits for Redis at 127.0.0.1:6379");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void aStartingPartIsLiveButNotReady() throws Exception {
        reader = new Health(Health.State.STARTING, "");

        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void aHaltedPartIsNeitherLiveNorReady() throws Exception {
        reader = new Health(Health.State.HALTED, "binlog.000001 was purged");

        assertThat(get("/health/live").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    }

    @Test
    void statusIsAJsonPageOfAllParts() throws Exception {
        HttpResponse<String> status = get("/status");

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
        metrics.meters().counter("rowcast.rows", "table", "shop.orders").increment(3);

        HttpResponse<String> page = get("/metrics");

        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain; version=0.0.4");
        assertThat(page.body())
                .contains("rowcast_rows_total{pipeline=\"shop\",table=\"shop.orders\"} 3.0")
                .contains("jvm_memory_used_bytes{")
                .contains("jvm_threads_live_threads{")
                .contains("process_cpu_usage{");
    }

    @Test
    void theIndexNamesThePages() throws Exception {
        assertThat(get("/").body()).contains("/status", "/metrics", "/health/live", "/health/ready");
    }

    @Test
    void aBrowserGetsTheConsoleWithEachFileThatItNamesAndNothingOfOthers() throws Exception {
        HttpResponse<String> page = client.send(
                request("/").header("Accept", "text/html,*/*").build(), HttpResponse.BodyHandlers.ofString());

        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'none'; script-src 'self';")
                .doesNotContain("unsafe");
        List<String> files = named(page.body());
        assertThat(files).hasSizeGreaterThan(4);
        for (String file : files) {
            HttpResponse<String> answer = get(file);
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .as(file)
                    .startsWith(
                            file.endsWith(".js")
                                    ? "text/javascript"
                                    : file.endsWith(".css") ? "text/css" : "image/svg");
        }
        assertThat(get("/console/../HttpServer.class").statusCode()).isIn(400, 404);
    }

    /** The files of a page, with those that its scripts import. */
    private List<String> named(String html) throws IOException, InterruptedException {
        TreeSet<String> files = new TreeSet<>();
        FILE.matcher(html).results().forEach(found -> files.add(found.group(1)));
        Deque<String> scripts = new ArrayDeque<>(List.of("/console/console.js"));
        while (!scripts.isEmpty()) {
            IMPORT.matcher(get(scripts.remove()).body()).results().forEach(found -> {
                if (files.add("/console/" + found.group(1))) {
                    scripts.add("/console/" + found.group(1));
                }
            });
        }
        return List.copyOf(files);
    }

    @Test
    void theOverviewSaysWhatPartsAndLogSayAndWhatWentBefore() throws Exception {
        org.slf4j.LoggerFactory.getLogger(HttpServerTest.class)
                .atWarn()
                .addKeyValue("table", "shop.orders")
                .log("something is odd");

        JsonNode overview = json(get("/api/overview"));

        assertThat(overview.path("pipeline").asText()).isEqualTo("shop");
        assertThat(overview.at("/parts/reader/health/state").asText()).isEqualTo("OK");
        assertThat(overview.at("/log/0/text").asText()).isEqualTo("something is odd (table=shop.orders)");
        assertThat(overview.at("/log/0/level").asText()).isEqualTo("WARN");
        assertThat(overview.path("token").asBoolean(true)).isFalse();
        assertThat(json(get("/api/overview?since=999999999999999")).path("samples"))
                .isEmpty();
    }

    @Test
    void withoutATokenInTheSettingsNumbersAreShownButNoRowsAndNothingIsChanged() throws Exception {
        assertThat(get("/api/mappings").statusCode()).isEqualTo(200);
        assertThat(json(get("/api/letters")).at("/answer/0/reason").asText()).isEqualTo("WRONGTYPE");
        for (String path : List.of("/api/explain?table=shop.orders&key=1", "/api/letter?position=shop-0@1")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(403);
            assertThat(get(path).body()).contains("http.token");
        }
        for (String path : List.of(
                "/api/letters/replay",
                "/api/letters/discard?position=shop-0@1",
                "/api/verify",
                "/api/resync?table=shop.orders",
                "/api/resync/cancel")) {
            assertThat(post(server, path, "").statusCode()).as(path).isEqualTo(403);
        }
        assertThat(desk.done).isEmpty();
    }

    @Test
    void withTheTokenTheDeskDoesWhatItIsAsked() throws Exception {
        try (HttpServer guarded = HttpServer.start(
                new HttpSettings("127.0.0.1", 0, "sesame-open-sesame"),
                "shop",
                metrics.meters(),
                List.of(),
                Optional.empty(),
                Optional.of(desk))) {
            String token = "Bearer sesame-open-sesame";
            post(guarded, "/api/letters/replay", token);
            post(guarded, "/api/letters/replay?position=a-0@1&position=a-0@2", token);
            post(guarded, "/api/letters/discard?position=a-0@3", token);
            post(guarded, "/api/verify", token);
            post(guarded, "/api/resync?table=shop.orders", token);
            post(guarded, "/api/resync/cancel", token);
            assertThat(desk.done)
                    .containsExactly(
                            "REPLAY []",
                            "REPLAY [a-0@1, a-0@2]",
                            "DISCARD [a-0@3]",
                            "verify",
                            "resync shop.orders",
                            "cancel");
            assertThat(post(guarded, "/api/resync", token).statusCode()).isEqualTo(400);
            assertThat(post(guarded, "/api/letters/discard", token).statusCode())
                    .as("discard of all")
                    .isEqualTo(400);
            assertThat(get(guarded, "/api/explain?table=shop.orders&key=1&key=2", token)
                            .statusCode())
                    .isEqualTo(404);
            assertThat(get(guarded, "/api/explain?table=odd", token).statusCode())
                    .isEqualTo(400);
            assertThat(get(guarded, "/api/letter?position=none", token).statusCode())
                    .isEqualTo(502);
        }
    }

    @Test
    void aHaltedProcessThatIsWatchedStaysUntilThatIsSeen() throws Exception {
        get("/api/overview");
        reader = new Health(Health.State.HALTED, "binlog.000001 was purged");
        HttpRequest overview = request("/api/overview").build(); // the server forgets its port when it is closed
        CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);

        assertThat(json(client.send(overview, HttpResponse.BodyHandlers.ofString()))
                        .at("/parts/reader/health/state")
                        .asText())
                .isEqualTo("HALTED");
        for (int i = 0; i < 2; i++) { // it may end with the answer to the last one under way
            var unused = client.sendAsync(overview, HttpResponse.BodyHandlers.discarding());
        }

        assertThat(closing).succeedsWithin(Duration.ofSeconds(4));
    }

    @Test
    void aHaltedProcessThatNobodyWatchesEndsAtOnce() {
        reader = new Health(Health.State.HALTED, "binlog.000001 was purged");

        assertThat(CompletableFuture.runAsync(server::close)).succeedsWithin(Duration.ofSeconds(2));
    }

    @Test
    void anUnknownPageIsNotFound() throws Exception {
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void aPartThatCannotAnswerFailsThePageOnly() throws Exception {
        try (HttpServer broken = HttpServer.start(
                ANY_PORT,
                "shop",
                metrics.meters(),
                List.of(new Component("reader", () -> reader, () -> {
                    throw new IllegalStateException("no status");
                })),
                Optional.empty(),
                Optional.empty())) {
            assertThat(get(broken, "/status").statusCode()).isEqualTo(500);
            assertThat(get(broken, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(broken, "/api/letters").statusCode())
                    .as("without a desk")
                    .isEqualTo(404);
        }
    }

    @Test
    void aPortInUseIsAProblemThatNamesTheAddress() {
        int taken = server.port();

        assertThatThrownBy(() -> HttpServer.start(
                        new HttpSettings("127.0.0.1", taken, "none"),
                        "shop",
                        metrics.meters(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("settings: http: cannot listen on 127.0.0.1:" + taken
                        + " (Address already in use); free it, or choose another http.bind or http.port");
    }

    @Test
    void anAddressOfAnotherMachineIsAProblem() {
        assertThatThrownBy(() -> HttpServer.start(
                        new HttpSettings("192.0.2.1", 0, "none"),
                        "shop",
                        metrics.meters(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("192.0.2.1:0");
    }

    @Test
    void aHostNameThatDoesNotResolveIsAProblem() {
        assertThatThrownBy(() -> HttpServer.start(
                        new HttpSettings("no-such-host.invalid", 0, "none"),
                        "shop",
                        metrics.meters(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()))
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
        assertThat(get("/wait?gtid=old").statusCode()).isEqualTo(200);
        assertThat(get("/wait?gtid=new&timeout=250ms")).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(answer.body()).isEqualTo("not visible after 250 ms: waited PT0.25S\n");
        });
    }

    @Test
    void waitSaysWhatIsWrongWithTheQuestion() throws Exception {
        assertThat(get("/wait?gtid=odd").statusCode()).isEqualTo(400);
        assertThat(get("/wait?gtid=old&timeout=soon").body())
                .isEqualTo("found timeout=soon; expected one like 500ms or 5s\n");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(server, path);
    }

    @Test
    void withATokenStatusAndMetricsAskForIt() throws Exception {
        try (HttpServer guarded = HttpServer.start(
                new HttpSettings("127.0.0.1", 0, "sesame-open-sesame"),
                "shop",
                metrics.meters(),
                List.of(),
                Optional.empty(),
                Optional.of(desk))) {
            for (String path : List.of(
                    "/status",
                    "/metrics",
                    "/api/overview",
                    "/api/letters",
                    "/api/explain?table=shop.orders&key=1",
                    "//api/explain?table=shop.orders&key=1",
                    "/no-such-page",
                    "//status",
                    "/health/ready/../../status")) {
                assertThat(get(guarded, path, "").statusCode()).as(path).isIn(400, 401, 404);
                assertThat(get(guarded, path, "Bearer sesame-open-sesamf").statusCode())
                        .as(path)
                        .isIn(400, 401, 404);
            }
            assertThat(get(guarded, "/status", "Bearer sesame-open-sesame").statusCode())
                    .isEqualTo(200);
            assertThat(get(guarded, "/metrics", "Bearer sesame-open-sesame").statusCode())
                    .isEqualTo(200);
            assertThat(get(guarded, "/health/live", "").statusCode()).isEqualTo(200);
            assertThat(get(guarded, "/", "").statusCode()).isEqualTo(200);
            assertThat(get(guarded, "/status", "").body()).doesNotContain("sesame");
        }
    }

    @Test
    void browsersMayNeitherKeepNorFrameAnAnswer() throws Exception {
        for (String path : List.of("/", "/status", "/no-such-page")) {
            assertThat(get(path).headers().map())
                    .as(path)
                    .containsEntry("x-content-type-options", List.of("nosniff"))
                    .containsEntry("cache-control", List.of("no-store"))
                    .containsKey("content-security-policy")
                    .doesNotContainKey("server");
        }
    }

    @Test
    void aRequestWithLargeHeadersIsRefused() throws Exception {
        assertThat(get(server, "/status", "Bearer " + "x".repeat(20_000)).statusCode())
                .isEqualTo(431);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> post(HttpServer asked, String path, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + asked.port() + path))
                .POST(HttpRequest.BodyPublishers.noBody());
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(HttpServer asked, String path, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + asked.port() + path));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(HttpServer server, String path) throws IOException, InterruptedException {
        URI page = URI.create("http://127.0.0.1:" + server.port() + path);
        return client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }
}
