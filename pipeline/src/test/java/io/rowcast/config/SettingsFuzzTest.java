package io.rowcast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.fixture.Fuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a settings file holds, it is settings or a list of problems. */
@Timeout(600)
class SettingsFuzzTest {
    private static final List<String> GOOD = List.of(
            "name: shop\nmysql: {user: u, password: \"${A}\", port: 3306, tls: {mode: required}}\n",
            "mysql:\n  user: u\n  password: p\nkafka:\n  bootstrap: a:1\n  sasl: {mechanism: PLAIN, username: u, password: p}\n"
                    + "  properties: {ssl.protocol: TLSv1.3}\nredis: {uri: 'rediss://u:p@h:1/2', wait: {replicas: 1, timeout: 2s}}\n",
            "mysql: {user: u, password: p}\nhttp: {bind: 0.0.0.0, port: 0, token: 0123456789abcdef}\nmappings: m/\n"
                    + "source: {format: debezium, prefix: a.b, times: connect}\n");

    @TempDir
    private Path folder;

    @Test
    void anyFileIsSettingsOrProblems() {
        Path file = folder.resolve("rowcast.yml");
        int tried = new Fuzz(GOOD).run(input -> {
            Files.write(file, input);
            try {
                SettingsFile.read(file, Map.of("A", "secret"));
            } catch (InvalidConfigException documented) {
                assertThat(documented.problems())
                        .isNotEmpty()
                        .allSatisfy(problem -> assertThat(problem.file()).isEqualTo(file.toString()))
                        .allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
            }
        });
        assertThat(tried).isPositive();
    }

    @Test
    void aliasesThatMultiplyAndDeepNestingAreRefusedAtOnce() {
        String bomb = IntStream.range(1, 12)
                .mapToObj(i -> "a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ",").repeat(9) + "*a" + (i - 1) + "]\n")
                .collect(Collectors.joining("", "a0: &a0 [x]\n", ""));
        for (String yaml :
                List.of(bomb, "a: " + "[".repeat(50_000), "a: " + "{a: ".repeat(50_000), "- ".repeat(50_000))) {
            assertThatThrownBy(() -> read(yaml)).isInstanceOf(InvalidConfigException.class);
        }
    }

    @Test
    void hugeNumbersAreRefusedAtOnce() {
        for (String number : List.of("1e999999999", "9".repeat(100_000), "1e-999999999", "0x" + "f".repeat(5_000))) {
            assertThatThrownBy(() -> read("mysql: {user: u, password: p}\nhttp: {port: " + number + "}"))
                    .isInstanceOf(InvalidConfigException.class);
        }
    }

    private void read(String yaml) throws IOException {
        SettingsFile.read(Files.writeString(folder.resolve("rowcast.yml"), yaml), Map.of());
    }
}
