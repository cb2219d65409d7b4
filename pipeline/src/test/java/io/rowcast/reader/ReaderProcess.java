package io.rowcast.reader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A reader in a process of its own, which can be killed. Also that process' main class. */
final class ReaderProcess implements AutoCloseable {
    private final Process process;

    ReaderProcess(String name, OwnMySql mysql, Map<String, Object> kafka, Path log, String... tables)
            throws IOException {
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReaderProcess.class.getName(),
                        name,
                        mysql.host(),
                        Integer.toString(mysql.port()),
                        String.valueOf(kafka.get("bootstrap.servers")),
                        String.join(",", tables)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    public static void main(String[] arguments) {
        var mysql = OwnMySql.settings(arguments[1], Integer.parseInt(arguments[2]));
        Map<String, Object> kafka = Map.of("bootstrap.servers", arguments[3]);
        new RunningReader(arguments[0], mysql, kafka, RunningReader.capture(arguments[4].split(",")));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
