package io.rowcast;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.rowcast.fixture.Chromium;
import io.rowcast.fixture.RedisView;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.RowcastSettings;
import io.rowcast.fixture.Server;
import io.rowcast.fixture.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console in a browser, of a real pipeline; skipped where there is no Chromium. With {@code -Drowcast.screenshots=FOLDER} it leaves
 * pictures there.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {
    private static final String TOKEN = "sesame-open-sesame";
    private static final String TABLE = "console.customers";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String MAPPING = """
            table: console.customers
            redis:
              - hash: console:customer:{id}
                ttl: 24h
              - set: console:customers:in:{city}
                member: "{id}"
              - counter: console:credit
                field: "{city}"
                sum: credit
              - list: console:arrivals
                value: "{id}"
            """;

    @TempDir
    private static Path folder;

    private static Connection mysql;
    private static RedisView redis;
    private static RowcastProcess process;
    private static Chromium chromium;
    private static BrowserContext context;
    private static Page page;
    private static final List<String> COMPLAINTS = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        Optional<String> missing = Chromium.missing();
        assumeTrue(missing.isEmpty(), () -> "the console was not looked at: " + missing.orElse(""));
        Server server = TestServers.mysql().server();
        TestServers.mysql().createDatabase("console");
        mysql = TestServers.mysql().root();
        mysql.setCatalog("console");
        execute("CREATE TABLE customers (id INT PRIMARY KEY, name VARCHAR(40), city VARCHAR(40), credit DECIMAL(9,2))");
        execute("DROP USER IF EXISTS console");
        execute("CREATE USER console IDENTIFIED BY 'console'");
        execute("GRANT RELOAD, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO console");
        execute("GRANT SELECT ON console.* TO console");
        insert(1, 20);
        redis = TestServers.redis().open();
        Path mappings = Files.writeString(folder.resolve("customers.yml"), MAPPING);
        process = RowcastProcess.start(
                "run",
                RowcastSettings.embedded("console", mappings)
                        .withMySql("host: \"%s\", port: %d, user: console, password: console"
                                .formatted(server.host(), server.port()))
                        .withToken(TOKEN)
                        .with("verify: {rate: 500}"));
        chromium = Chromium.open();
        process.awaitReady();
        context = chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1200, 900));
        context.setDefaultTimeout(LIMIT.toMillis());
        PlaywrightAssertions.setDefaultAssertionTimeout(LIMIT.toMillis());
        page = context.newPage();
        page.onConsoleMessage(message -> {
            boolean refusal = message.location().contains("/api/");
            if (message.type().equals("error") && !refusal) {
                COMPLAINTS.add(message.text());
            }
        });
        page.onPageError(COMPLAINTS::add);
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {context, chromium, process, redis, mysql}) {
            if (each != null) {
                each.close();
            }
        }
    }

    @Test
    @Order(1)
    void withoutTheTokenOnlyHealthIsShownAndTheKeyboardAloneIsEnoughToGiveIt() {
        page.navigate(process.address());
        assertThat(page.locator("#verdict h2")).hasText("At work; the rest asks for the token");
        assertThat(page.locator("#all")).isHidden();

        focusByTab("open-token");
        page.keyboard().press("Enter");
        page.keyboard().type(TOKEN);
        page.keyboard().press("Enter");

        assertThat(page.locator("#verdict h2")).hasText("Redis is current");
        assertThat(page.locator("#all")).isVisible();
    }

    @Test
    @Order(2)
    void rowsFlowAndTheNumbersMove() throws Exception {
        Locator rows = page.locator("#tables tr", new Page.LocatorOptions().setHasText(TABLE))
                .locator("td")
                .nth(1);
        assertThat(rows).hasText("20");

        insert(21, 500);

        assertThat(rows).hasText("520");
        assertThat(page.locator("#flow li").last()).containsText("520 rows applied");
        assertThat(page.locator("#latency canvas")).isVisible();
        assertThat(page.locator("#latency-now")).hasText(Pattern.compile("p50 [0-9.]+ m?s.*p99 [0-9.]+ m?s"));
        pictures("busy");
    }

    @Test
    @Order(3)
    void explainShowsTheCommandsOfARowAndWhatRedisHolds() {
        Locator explained = page.locator("#explained");
        page.getByLabel("id", new Page.GetByLabelOptions().setExact(true)).fill("7");
        page.getByRole(AriaRole.BUTTON, button("Explain")).click();

        assertThat(explained).containsText("HSET console:customer:7 id 7 name \"Ann 7\" city Bergen credit 7.50");
        assertThat(explained.locator("dd").nth(3)).hasText("Ann 7");
        assertThat(explained).containsText("console:customers:in:Bergen / 7");
        assertThat(explained).containsText("ends in 24 h");

        page.getByLabel("id", new Page.GetByLabelOptions().setExact(true)).fill("0 OR 1=1");
        page.getByRole(AriaRole.BUTTON, button("Explain")).click();
        assertThat(explained).hasText("MySQL has no row with that key");
    }

    @Test
    @Order(4)
    void aDeadLetterIsShownAndReplayedWithTheTokenAndRefusedWithoutIt() throws Exception {
        redis.sync().set("console:customer:9000", "somebody else's");
        execute("INSERT INTO customers VALUES (9000, 'Zed', 'Oslo', 1.00)");
        Locator letter = page.locator("#letters > li");
        assertThat(letter).containsText("WRONGTYPE");
        assertThat(page.locator("#verdict h2")).hasText("Redis is current, but for some rows");
        String position = letter.locator("code").first().textContent();

        assertThat(List.of(
                        status("GET", "/api/letters"),
                        status("GET", "/api/letter?position=" + position),
                        status("POST", "/api/letters/replay"),
                        status("POST", "/api/letters/discard?position=" + position),
                        status("GET", "/api/explain?table=" + TABLE + "&key=7"),
                        status("POST", "/api/verify"),
                        status("POST", "/api/resync?table=" + TABLE),
                        status("POST", "/api/resync/cancel"),
                        status("GET", "/api/overview")))
                .containsOnly(401);

        letter.getByText("Show").click();
        assertThat(letter.locator("pre")).containsText("\"Zed\"");
        redis.sync().del("console:customer:9000");
        letter.getByText("Replay").click();

        assertThat(page.locator("#letters-state")).containsText("Replayed 1.");
        assertThat(letter).hasCount(0);
        assertThat(redis.sync().hget("console:customer:9000", "name")).isEqualTo("Zed");
    }

    @Test
    @Order(5)
    void aComparisonIsStartedAndSaysWhatDiffers() {
        redis.sync().hset("console:customer:7", "name", "somebody else");

        page.getByRole(AriaRole.BUTTON, button("Compare with MySQL")).click();

        assertThat(page.locator("#tables")).containsText("1 stale");
        assertThat(page.locator("#differences")).containsText("rowcast verify --repair");
    }

    @Test
    @Order(6)
    void aResyncShowsHowFarItIsIsCancelledAndPutsRightWhatDiffers() {
        Locator state = page.locator("#resync-state");
        page.getByText("Resync a table").click();
        page.locator("#resync-table").selectOption(TABLE);

        page.getByRole(AriaRole.BUTTON, button("Resync")).click();
        assertThat(state).hasText(Pattern.compile("Resync of " + TABLE + ": comparing, [0-9,]+ of [0-9,]+.*"));
        pictures("resync");
        page.getByRole(AriaRole.BUTTON, button("Cancel")).click();
        assertThat(state).containsText("cancelled at");

        page.getByRole(AriaRole.BUTTON, button("Resync")).click();
        assertThat(state)
                .hasText(Pattern.compile("✓ Resync of " + TABLE + ", ended at .*: 521 rows, [01] written, 0 removed"));
        assertThat(page.locator("#tables")).containsText("✓ resynchronized");
        assertThat(page.locator("#verdict h2")).hasText("Redis is current");
        assertThat(redis.sync().hget("console:customer:7", "name")).isEqualTo("Ann 7");
    }

    @Test
    @Order(7)
    void itIsAccessibleAndFitsLightAndDarkOnADeskAndAPhone() throws Exception {
        page.evaluate(axe());
        everyLook((scheme, width) -> {
            String look = scheme + " at " + width;
            assertThat(page.evaluate("document.documentElement.scrollWidth"))
                    .as("width of the page, %s", look)
                    .isEqualTo(width);
            assertThat(
                            page.evaluate(
                                    "[...document.querySelectorAll('.scroll')].filter(at => at.scrollWidth > at.clientWidth).length"))
                    .as("tables that are cut off, %s", look)
                    .isEqualTo(0);
            assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                    .as("ground, %s", look)
                    .isEqualTo(scheme == ColorScheme.DARK ? "rgb(14, 18, 23)" : "rgb(244, 246, 248)");
            assertThat(page.evaluate("async () => (await axe.run()).violations.map("
                            + "found => found.id + ' ' + found.nodes.map(node => node.html + node.failureSummary))"))
                    .as(look)
                    .isEqualTo(List.of());
        });
        pictures("quiet");
    }

    @Test
    @Order(8)
    void everyControlIsReachedByTheKeyboard() {
        assertThat(page.getByRole(AriaRole.BUTTON, button("Compare with MySQL")))
                .isEnabled();
        page.evaluate("document.activeElement.blur()");
        int controls = (int)
                page.evaluate(
                        "[...document.querySelectorAll('button, input, select, a, summary')].filter(at => at.checkVisibility() && !at.disabled).length");
        TreeSet<String> reached = new TreeSet<>();
        for (int i = 0; i < controls + 5; i++) {
            page.keyboard().press("Tab");
            reached.add(String.valueOf(page.evaluate(
                    "(at => at.matches('button, input, select, a, summary') ? at.tagName + (at.id || at.textContent || at.name) : '-')"
                            + "(document.activeElement)")));
        }
        reached.remove("-");
        assertThat(controls).isGreaterThan(5);
        assertThat(reached).hasSize(controls);
    }

    @Test
    @Order(9)
    void aHaltIsUnmistakableAndStaysWhenTheProcessHasEnded() throws Exception {
        assertThat(COMPLAINTS).as("the browser's complaints").isEmpty();
        execute("DROP USER console");
        killConnectionsOf("console");

        Locator verdict = page.locator("#verdict");
        assertThat(verdict.locator("h2")).hasText("Halted: the reader stopped");
        assertThat(verdict).hasAttribute("data-level", "bad");
        assertThat(verdict).containsText("MySQL refused user 'console'");
        assertThat(page.title()).startsWith("✕");
        pictures("halted");
        assertThat(process.awaitExit(LIMIT)).isNotZero();
        assertThat(verdict).containsText("The process has ended since");
    }

    /** How it may be looked at. */
    private interface Look {
        void at(ColorScheme scheme, int width);
    }

    /** Light and dark, on a desk and on a phone; ends as it began. */
    private static void everyLook(Look look) {
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : List.of(360, 1200)) {
                page.setViewportSize(width, 900);
                look.at(scheme, width);
            }
        }
    }

    private static void pictures(String name) {
        String pictures = System.getProperty("rowcast.screenshots");
        if (pictures != null) {
            everyLook((scheme, width) -> page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of(pictures, name + "-" + scheme + "-" + width + ".png"))
                    .setFullPage(true)));
        }
    }

    private static void insert(int from, int rows) throws SQLException {
        StringBuilder values = new StringBuilder();
        for (int id = from; id < from + rows; id++) {
            values.append(values.isEmpty() ? "" : ",")
                    .append("(%d, 'Ann %d', '%s', %d.50)".formatted(id, id, id % 2 == 0 ? "Oslo" : "Bergen", id));
        }
        execute("INSERT INTO customers VALUES " + values);
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = mysql.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void killConnectionsOf(String user) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Statement statement = mysql.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT ID FROM information_schema.PROCESSLIST WHERE USER = '" + user + "'")) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        assertThat(ids).isNotEmpty();
        for (long id : ids) {
            execute("KILL " + id);
        }
    }

    /** Without the token. */
    private static int status(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(process.address() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String axe() throws IOException {
        try (InputStream script =
                ConsoleIT.class.getResourceAsStream("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void focusByTab(String id) {
        for (int i = 0; i < 10; i++) {
            page.keyboard().press("Tab");
            if (id.equals(page.evaluate("document.activeElement.id"))) {
                return;
            }
        }
        throw new AssertionError("the keyboard does not reach " + id);
    }

    private static Page.GetByRoleOptions button(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
