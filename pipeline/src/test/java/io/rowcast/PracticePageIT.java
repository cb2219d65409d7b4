package io.rowcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.PracticePage.Block;
import io.rowcast.fixture.MySql;
import io.rowcast.fixture.RedisPrompt;
import io.rowcast.fixture.RedisView;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.RowcastSettings;
import io.rowcast.fixture.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every statement and command of {@code mappings/practice.md}, from the top, on the sample shop. */
class PracticePageIT {
    private static final Path SAMPLE = Path.of("..", "deploy", "sample");
    private static final String PROMPT = "redis> ";
    private static final String TOKEN = "sesame-open-sesame";
    private static final RowcastSettings SETTINGS =
            RowcastSettings.embedded("shop", PracticePage.FOLDER).withToken(TOKEN);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private final List<String> written = new ArrayList<>();
    private final List<String> found = new ArrayList<>();
    private String gtids = "";

    @Test
    void everyLineDoesWhatThePageSays() throws Exception {
        MySql mysql = TestServers.mysql();
        mysql.createDatabase("shop");
        load(mysql);
        try (RedisView redis = TestServers.redis().open()) {
            redis.sync().flushall();
        }
        try (RowcastProcess rowcast = RowcastProcess.start("run", SETTINGS);
                Connection shop = mysql.root()) {
            rowcast.awaitReady();
            gtids = executed(shop);
            awaitVisible(rowcast);
            run(rowcast, shop);
        }
        assertThat(String.join("\n", found)).isEqualTo(String.join("\n", written));
        assertThat(found).hasSizeGreaterThan(30);
    }

    private static void load(MySql mysql) throws SQLException, IOException {
        try (Connection root = mysql.root();
                Statement statement = root.createStatement()) {
            for (String file : List.of("schema.sql", "data.sql")) {
                String script = Files.readString(SAMPLE.resolve(file)).replaceAll("(?m)^--.*$", "");
                for (String sql : script.strip().split(";\\s*(\\n|$)")) {
                    statement.execute(sql);
                }
            }
        }
    }

    private void run(RowcastProcess rowcast, Connection shop) throws Exception {
        RedisPrompt prompt = RedisPrompt.open(TestServers.redis());
        try {
            for (Block block : PracticePage.read().blocks()) {
                switch (block.language()) {
                    case "redis" -> {
                        if (block.text().startsWith(PROMPT)) {
                            prompt.close();
                            prompt = RedisPrompt.open(TestServers.redis());
                        }
                        ask(prompt, block.text());
                    }
                    case "sql" -> execute(shop, rowcast, block.text());
                    case "sh" -> call(rowcast, block.text());
                    default -> assertThat(block.language()).isEqualTo("yaml");
                }
            }
        } finally {
            prompt.close();
        }
    }

    /** A block that does not begin with a command has what the last one waits for. */
    private void ask(RedisPrompt prompt, String block) throws IOException {
        for (String exchange : block.split("(?m)^(?=" + PROMPT + ")")) {
            boolean command = exchange.startsWith(PROMPT);
            int end = command ? exchange.indexOf('\n') : -1;
            String line = command ? exchange.substring(PROMPT.length(), end) : "";
            compare(line, exchange.substring(end + 1).stripTrailing(), command ? prompt.ask(line) : prompt.next());
        }
    }

    private void compare(String command, String expected, String reply) {
        written.add(PROMPT + command + "\n" + expected);
        found.add(PROMPT + command + "\n" + (PracticeReply.is(command, expected, reply) ? expected : reply));
    }

    /** Waits until it can be read, unless the page does. */
    private void execute(Connection shop, RowcastProcess rowcast, String block) throws Exception {
        try (Statement statement = shop.createStatement()) {
            for (String sql : block.strip().split(";\\s*")) {
                statement.execute(sql);
            }
        }
        gtids = executed(shop);
        if (!block.contains("gtid_executed")) {
            awaitVisible(rowcast);
        }
    }

    private static String executed(Connection mysql) throws SQLException {
        try (Statement statement = mysql.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@GLOBAL.gtid_executed")) {
            row.next();
            return row.getString(1).replace("\n", "");
        }
    }

    private void awaitVisible(RowcastProcess rowcast) throws IOException, InterruptedException {
        URI page = URI.create(
                rowcast.address() + "/wait?timeout=60s&gtid=" + URLEncoder.encode(gtids, StandardCharsets.UTF_8));
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(page)
                        .header("Authorization", "Bearer " + TOKEN)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** In a shell, beside a {@code rowcast.yml}. */
    private void call(RowcastProcess rowcast, String block) throws IOException, InterruptedException {
        SETTINGS.write(folder, 0);
        String program = String.join(" ", RowcastProcess.program());
        String script = block.replace("deploy/rowcast", program).replace("http://127.0.0.1:8080", rowcast.address());
        assertThat(script).contains(program, rowcast.address());
        Path log = folder.resolve("calls.log");
        ProcessBuilder shell = new ProcessBuilder("bash", "-euc", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        shell.environment().put("GTID", gtids);
        shell.environment().put("ROWCAST_TOKEN", TOKEN);
        Process running = shell.start();
        try {
            assertThat(running.waitFor(60, TimeUnit.SECONDS)).as(block).isTrue();
        } finally {
            running.destroyForcibly();
        }
        assertThat(running.exitValue()).as(Files.readString(log)).isZero();
    }
}
