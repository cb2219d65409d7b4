package io.rowcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.config.SettingKey;
import io.rowcast.config.SettingsKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Pattern SETTING =
            Pattern.compile("^\\| `([a-z._]+)` \\| ([^|]+) \\| ([^|]+) \\|$", Pattern.MULTILINE);
    private static final Pattern METRIC = Pattern.compile("^\\| `(rowcast_[a-z_]+)` \\|", Pattern.MULTILINE);

    /** The name of a meter, where a class that is named after its meters registers it. */
    private static final Pattern METER = Pattern.compile("\"(rowcast\\.[a-z.]+)\"");

    @Test
    void namesEverySettingWithItsDefaultAndMeaning() throws IOException {
        List<List<String>> written = SETTING.matcher(section("settings"))
                .results()
                .map(row -> List.of(row.group(1), row.group(2).replace("`", ""), row.group(3)))
                .toList();

        assertThat(written)
                .containsExactlyElementsOf(SettingsKeys.all().stream()
                        .map(key -> List.of(key.path(), shown(key), key.meaning()))
                        .toList());
    }

    private static String shown(SettingKey key) {
        if (key.defaultText().equals(SettingKey.REQUIRED)) {
            return "required";
        }
        return key.defaultText().equals(SettingKey.NONE) ? "none" : key.defaultText();
    }

    @Test
    void namesEveryMetricAndNoOther() throws IOException {
        TreeSet<String> written = new TreeSet<>(METRIC.matcher(section("metrics"))
                .results()
                .map(row -> row.group(1).replaceFirst("_(total|seconds|bytes)$", ""))
                .toList());

        assertThat(written).isEqualTo(meters());
    }

    private static TreeSet<String> meters() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            for (Path source : sources.filter(file -> file.toString().endsWith("Metrics.java"))
                    .toList()) {
                METER.matcher(Files.readString(source))
                        .results()
                        .map(MatchResult::group)
                        .forEach(literal -> names.add(literal.replace("\"", "").replace('.', '_')));
            }
        }
        return names;
    }

    /** From the marker to the next headline. */
    private static String section(String marker) throws IOException {
        String text = Files.readString(README);
        int start = text.indexOf("<!-- " + marker + ":");
        assertThat(start).as("marker of %s", marker).isNotNegative();
        int end = text.indexOf("\n## ", start);
        return text.substring(start, end < 0 ? text.length() : end);
    }
}
