package io.rowcast.benchmark.pipeline;

import io.rowcast.fixture.JavaProcess;
import io.rowcast.fixture.MySql;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Debezium's engine without Rowcast, with the files in which it keeps its position. */
final class Engine {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Lab lab;
    private final Path folder;
    private final Path classes;

    /** @param lastEvent whether it computes the JMX attribute that the class before Debezium's saves us */
    Engine(Lab lab, String name, boolean lastEvent) throws IOException {
        this.lab = lab;
        this.folder = Files.createDirectories(lab.folder.resolve("engine-" + name));
        this.classes = lab.folder.resolve("classes-" + name);
        if (!lastEvent) {
            copy("io/debezium/pipeline/source/spi/EventFormatter.class");
        }
    }

    private void copy(String resource) throws IOException {
        Path file = classes.resolve(resource);
        Files.createDirectories(file.getParent());
        try (InputStream in = Engine.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no " + resource + " on the class path");
            }
            Files.copy(in, file);
        }
    }

    /** Takes the snapshot of the tables and leaves at the beginning of the binlog behind it. */
    void prepare(List<String> tables) {
        try (JavaProcess bare = start(tables.stream().map(table -> table + "=0").toList())) {
            bare.await(BareEngine.STREAMING, LIMIT);
            bare.terminate();
        }
    }

    /** Reads on until it has seen so many rows of each table. */
    Map<String, Drain> drain(Map<String, Integer> tables) {
        List<String> expected = new ArrayList<>();
        tables.forEach((table, rows) -> expected.add(table + "=" + rows));
        Map<String, Drain> drains = new LinkedHashMap<>();
        try (JavaProcess bare = start(expected)) {
            for (String table : tables.keySet()) {
                drains.put(table, Drain.parse(bare.await(BareEngine.DRAINED + table, LIMIT)));
            }
        }
        return drains;
    }

    private JavaProcess start(List<String> tables) {
        List<String> arguments = new ArrayList<>(List.of(
                folder.toString(),
                lab.mysql.server().host(),
                Integer.toString(lab.mysql.server().port()),
                MySql.USER,
                MySql.PASSWORD));
        arguments.addAll(tables);
        List<String> options = new ArrayList<>(Lab.JVM);
        options.add("-Dlogback.configurationFile=" + quiet());
        return JavaProcess.startStock(BareEngine.class.getName(), classes, options, arguments.toArray(String[]::new));
    }

    /** The log settings of the sample shop: only what is wrong. */
    private static Path quiet() {
        return Path.of("../deploy/sample/logback.xml").toAbsolutePath().normalize();
    }
}
