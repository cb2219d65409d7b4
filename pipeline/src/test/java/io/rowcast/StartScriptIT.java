package io.rowcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/rowcast} with the jar that the build has left, as a user calls it. */
@Timeout(60)
class StartScriptIT {
    private static final Path SCRIPT =
            Path.of("../deploy/rowcast").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    /** What a call printed and returned. */
    private record Result(int code, String out, String err) {}

    @Test
    void versionIsThatOfTheBuild() throws Exception {
        Result result = call(Map.of(), "--version");

        assertThat(result.out()).matches("rowcast [0-9]+\\.[0-9]+\\.\\S+ \\(Java .*\\)\\R");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
    }

    @Test
    void badSettingsExitWithTwoAndNothingButTheProblems() throws Exception {
        Files.writeString(folder.resolve("rowcast.yml"), "{käse: 1, mysql: {user: a, password: '${GONE}'}}");

        Result result = call(Map.of("LC_ALL", "C"), "run");

        assertThat(result.err()).isEqualTo("""
                        rowcast.yml: käse: unknown key; expected one of name, mysql, kafka, source, redis, dead_letters, limits, verify, mappings, http, tracing
                        rowcast.yml: mysql.password: environment variable GONE is not set; set it, or give a default: ${GONE:-...}
                        2 problems; nothing was started
                        """);
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isEqualTo(2);
    }

    @Test
    void casesArePlayedWithoutAnyServerOrSettings() throws Exception {
        Path mappings = Path.of("../mappings").toAbsolutePath().normalize();

        Result result = call(Map.of(), "test", mappings.toString());

        assertThat(result.out()).contains("orders.test.yml\n  ok    ").endsWith(" in 4 files: all as expected\n");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
    }

    @Test
    void theScriptCanBeLinkedTo() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("rowcast"), SCRIPT);

        assertThat(call(link, Map.of(), "--help").code()).isZero();
        Files.delete(link);
    }

    @Test
    void optionsOfTheUserComeLast() throws Exception {
        Result result = call(Map.of("ROWCAST_JAVA_OPTS", "-Xmx64m -XX:+PrintFlagsFinal"), "--version");

        assertThat(result.out()).containsPattern("MaxHeapSize\\s+= " + 64 * 1024 * 1024 + " ");
    }

    @Test
    void anOldJavaIsRefused() throws Exception {
        Path home = java("JAVA_VERSION=\"11.0.2\"", "exit 0");

        Result result = call(Map.of("JAVA_HOME", home.toString()), "--version");

        assertThat(result.err())
                .isEqualTo("rowcast: '" + home + "/bin/java' is Java 11.0.2; Java 17 or later is needed\n");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void aNewJavaIsToldNotToWarn() throws Exception {
        Path home = java("JAVA_VERSION=\"25.0.3\"", "echo \"$@\"");

        assertThat(call(Map.of("JAVA_HOME", home.toString()), "run").out())
                .contains("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED")
                .endsWith("rowcast.jar run\n");
    }

    @Test
    void noJavaIsSaidSo() throws Exception {
        Result result = call(Map.of("JAVA_HOME", "/none"), "run");

        assertThat(result.err())
                .isEqualTo("rowcast: no java found at '/none/bin/java'; install Java 17 or later, or set JAVA_HOME\n");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void noJarIsSaidSo() throws Exception {
        assertThat(call(Map.of("ROWCAST_HOME", "/none"), "run").err())
                .isEqualTo("rowcast: no /none/rowcast.jar; build it with: mvn package -Dmaven.test.skip=true\n");
    }

    /** A folder that looks like a Java of that version. */
    private Path java(String release, String script) throws IOException {
        Path home = folder.resolve("java");
        Path bin = Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), release);
        Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\n" + script + "\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return home;
    }

    private Result call(Map<String, String> environment, String... arguments) throws Exception {
        return call(SCRIPT, environment, arguments);
    }

    private Result call(Path script, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeAll(List.of("ROWCAST_HOME", "ROWCAST_JAVA_OPTS", "GONE"));
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        return new Result(code, text(out), text(err));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
