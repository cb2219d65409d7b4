package io.rowcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.rowcast.ops.MetricsRegistry;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alerts and the dashboard that are shipped. */
class MonitoringTest {
    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final Path RULES = DEPLOY.resolve("prometheus/rowcast.rules.yml");
    private static final Path RULE_TESTS = DEPLOY.resolve("prometheus/rowcast.rules.test.yml");
    private static final Path DASHBOARD = DEPLOY.resolve("grafana/dashboards/rowcast.json");

    private static final Pattern METRIC = Pattern.compile("\\b(?:rowcast|jvm|process|system)_[a-z_]+\\b");
    private static final Pattern DOCUMENTED = Pattern.compile("^\\| `(rowcast_[a-z_]+)` \\|", Pattern.MULTILINE);
    private static final Pattern HEADLINE = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @Test
    void alertsAndDashboardNameMetricsThatThereAre() throws IOException {
        Set<String> known = metrics();
        for (JsonNode rule : rules()) {
            assertThat(named(rule.path("expr").asText()))
                    .as(rule.path("alert").asText())
                    .isSubsetOf(known);
        }
        Set<String> shown = new TreeSet<>();
        new ObjectMapper()
                .readTree(DASHBOARD.toFile())
                .findValuesAsText("expr")
                .forEach(expression -> shown.addAll(named(expression)));
        assertThat(shown).hasSizeGreaterThan(20).isSubsetOf(known);
    }

    private static Set<String> named(String expression) {
        return METRIC.matcher(expression)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of Rowcast, as README lists them, which another test compares with the code; and of the process. */
    private static Set<String> metrics() throws IOException {
        Set<String> names = new TreeSet<>();
        DOCUMENTED
                .matcher(Files.readString(Path.of("..", "README.md")))
                .results()
                .map(found -> found.group(1))
                .forEach(name -> names.addAll(
                        name.endsWith("_seconds") ? List.of(name, name + "_bucket", name + "_count") : List.of(name)));
        try (MetricsRegistry registry = new MetricsRegistry("any")) {
            registry.meters()
                    .scrape()
                    .lines()
                    .filter(line -> line.startsWith("# TYPE "))
                    .map(line -> line.split(" ")[2])
                    .forEach(names::add);
        }
        // Registered at the first collection of garbage.
        names.add("jvm_gc_pause_seconds_sum");
        return names;
    }

    @Test
    void everyAlertNamesItsEntryOfTheRunbookAndEveryEntryHasAnAlert() throws IOException {
        String runbook = Files.readString(DEPLOY.resolve("README.md"))
                .split("\n## Runbook\n")[1]
                .split("\n## ")[0];
        Set<String> entries = HEADLINE.matcher(runbook)
                .results()
                .map(headline -> "deploy/README.md#" + DocumentLinksTest.anchor(headline.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> named = new TreeSet<>();
        for (JsonNode rule : rules()) {
            named.add(rule.path("annotations").path("runbook").asText());
            assertThat(rule.path("labels").path("severity").asText())
                    .as(rule.path("alert").asText())
                    .isIn("page", "ticket");
        }
        assertThat(named).isEqualTo(entries);
    }

    private static List<JsonNode> rules() throws IOException {
        JsonNode rules = YAML.readTree(RULES.toFile()).path("groups").path(0).path("rules");
        assertThat(rules).isNotEmpty();
        return Stream.iterate(0, index -> index < rules.size(), index -> index + 1)
                .map(rules::path)
                .toList();
    }

    @Test
    void promtoolTestsTheRules() throws Exception {
        Optional<Path> promtool = promtool();
        assumeTrue(
                promtool.isPresent(), "no promtool on the PATH or in the cache; deploy/prometheus/check fetches one");
        assertThat(run(promtool.get(), "check", "rules", RULES)).contains("SUCCESS");
        assertThat(run(promtool.get(), "test", "rules", RULE_TESTS)).contains("SUCCESS");
        assertThat(run(promtool.get(), "check", "config", DEPLOY.resolve("prometheus/prometheus.yml")))
                .contains("SUCCESS");
    }

    private static Optional<Path> promtool() {
        String cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .orElse(System.getProperty("user.home") + "/.cache");
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                        Stream.of(cache + "/rowcast/packages/usr/bin"))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String run(Path program, String verb, String noun, Path file) throws Exception {
        Process process = new ProcessBuilder(program.toString(), verb, noun, file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
