package io.rowcast.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rowcast.model.Health;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
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

/** The console's page, and what it is told. */
class ConsoleFilesTest {
    private static final Pattern FILE = Pattern.compile("(?:href|src)=\"(/console/[^\"]+)\"");
    private static final Pattern IMPORT = Pattern.compile("from \"\\./([^\"]+)\"");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Health reader = new Health(Health.State.OK, "streaming");
    private Pages pages;

    @BeforeEach
    void start() {
        pages = new Pages(
                "none",
                List.of(new Component("reader", () -> reader, Map::of)),
                Optional.empty(),
                Optional.of(new FakeDesk()));
    }

    @AfterEach
    void stop() {
        pages.close();
    }

    @Test
    void theIndexNamesThePages() throws Exception {
        assertThat(pages.get("/").body()).contains("/status", "/metrics", "/health/live", "/health/ready");
    }

    @Test
    void aBrowserGetsTheConsoleWithEachFileThatItNamesAndNothingOfOthers() throws Exception {
        HttpResponse<String> page = pages.browse("/");

        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'none'; script-src 'self';")
                .doesNotContain("unsafe");
        List<String> files = named(page.body());
        assertThat(files).hasSizeGreaterThan(4);
        for (String file : files) {
            HttpResponse<String> answer = pages.get(file);
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .as(file)
                    .startsWith(
                            file.endsWith(".js")
                                    ? "text/javascript"
                                    : file.endsWith(".css") ? "text/css" : "image/svg");
        }
        assertThat(pages.get("/console/../HttpServer.class").statusCode()).isIn(400, 404);
    }

    /** The files of a page, with those that its scripts import. */
    private List<String> named(String html) throws IOException, InterruptedException {
        TreeSet<String> files = new TreeSet<>();
        FILE.matcher(html).results().forEach(found -> files.add(found.group(1)));
        Deque<String> scripts = new ArrayDeque<>(List.of("/console/console.js"));
        while (!scripts.isEmpty()) {
            IMPORT.matcher(pages.get(scripts.remove()).body()).results().forEach(found -> {
                if (files.add("/console/" + found.group(1))) {
                    scripts.add("/console/" + found.group(1));
                }
            });
        }
        return List.copyOf(files);
    }

    @Test
    void theOverviewSaysWhatPartsAndLogSayAndWhatWentBefore() throws Exception {
        org.slf4j.LoggerFactory.getLogger(ConsoleFilesTest.class)
                .atWarn()
                .addKeyValue("table", "shop.orders")
                .log("something is odd");

        JsonNode overview = Pages.json(pages.get("/api/overview"));

        assertThat(overview.path("pipeline").asText()).isEqualTo("shop");
        assertThat(overview.at("/parts/reader/health/state").asText()).isEqualTo("OK");
        assertThat(overview.at("/log/0/text").asText()).isEqualTo("something is odd (table=shop.orders)");
        assertThat(overview.at("/log/0/level").asText()).isEqualTo("WARN");
        assertThat(overview.path("token").asBoolean(true)).isFalse();
        assertThat(Pages.json(pages.get("/api/overview?since=999999999999999")).path("samples"))
                .isEmpty();
    }

    @Test
    void aHaltedProcessThatIsWatchedStaysUntilThatIsSeen() throws Exception {
        pages.get("/api/overview");
        reader = new Health(Health.State.HALTED, "binlog.000001 was purged");
        HttpRequest overview = pages.request("/api/overview").build(); // the server forgets its port when it is closed
        CompletableFuture<Void> closing = CompletableFuture.runAsync(pages::close);

        assertThat(Pages.json(CLIENT.send(overview, HttpResponse.BodyHandlers.ofString()))
                        .at("/parts/reader/health/state")
                        .asText())
                .isEqualTo("HALTED");
        for (int i = 0; i < 2; i++) { // it may end with the answer to the last one under way
            var unused = CLIENT.sendAsync(overview, HttpResponse.BodyHandlers.discarding());
        }

        assertThat(closing).succeedsWithin(Duration.ofSeconds(4));
    }

    @Test
    void aHaltedProcessThatNobodyWatchesEndsAtOnce() {
        reader = new Health(Health.State.HALTED, "binlog.000001 was purged");

        assertThat(CompletableFuture.runAsync(pages::close)).succeedsWithin(Duration.ofSeconds(2));
    }
}
