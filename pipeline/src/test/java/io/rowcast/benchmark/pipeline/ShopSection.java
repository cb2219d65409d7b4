package io.rowcast.benchmark.pipeline;

import io.rowcast.benchmark.pipeline.Figure.Target;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.RowcastSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The sample shop with the mappings that come with Rowcast: how soon it works, and in how much memory. */
final class ShopSection implements Section {
    private static final Path DEPLOY = Path.of("../deploy");
    private static final int CHANGES = 20_000;

    @Override
    public void run(Lab lab, Report report) throws Exception {
        lab.mysql.createDatabase("shop");
        try (Connection connection = lab.connect();
                Statement statement = connection.createStatement()) {
            for (String file : new String[] {"schema.sql", "data.sql"}) {
                statement.execute(Files.readString(DEPLOY.resolve("sample").resolve(file))
                        .replaceAll("(?m)^--.*$", "")
                        .strip());
            }
        }
        lab.redis.ask(redis -> redis.flushall());
        RowcastSettings settings = lab.embedded("shop", DEPLOY.resolveSibling("mappings"));
        try (RowcastProcess run = visible(lab, report, settings, "first start, to the first row in Redis")) {
            run.terminate();
        }
        lab.execute("UPDATE shop.customers SET city = 'Elsewhere' WHERE id = 2");
        lab.redis.ask(redis -> redis.del("customer:2"));
        try (RowcastProcess run =
                visible(lab, report, settings, "start again, its classes archived, to the first row in Redis")) {
            change(lab, run);
            report.add(new Figure(
                            "memory",
                            "rowcast run, resident after " + CHANGES + " changes",
                            "MB",
                            run.usage().resident() >> 20)
                    .toBe(Target.valueAtMost(600)));
            run.terminate();
        }
        if (!lab.quick) {
            apart(lab, report);
        }
    }

    private static void apart(Lab lab, Report report) throws Exception {
        lab.redis.ask(redis -> redis.flushall());
        RowcastSettings apart = lab.settings("apart", DEPLOY.resolveSibling("mappings"));
        try (RowcastProcess reader = Lab.start("reader", apart);
                RowcastProcess writer = Lab.start("writer", apart)) {
            writer.awaitReady();
            change(lab, writer);
            report.add(new Figure(
                            "memory",
                            "rowcast writer, resident after " + CHANGES + " changes",
                            "MB",
                            writer.usage().resident() >> 20)
                    .toBe(Target.valueAtMost(250)));
            report.add(new Figure(
                    "memory",
                    "rowcast writer, its heap of it",
                    "MB",
                    (long) writer.metric("jvm_memory_committed_bytes", "area=\"heap\"") >> 20));
            report.add(new Figure(
                    "memory", "rowcast reader, the same", "MB", reader.usage().resident() >> 20));
            writer.terminate();
            small(lab, report, apart);
            reader.terminate();
        }
    }

    private static void small(Lab lab, Report report, RowcastSettings settings) throws Exception {
        try (RowcastProcess writer = Lab.start("writer", settings, Lab.SMALL)) {
            writer.awaitReady();
            change(lab, writer);
            report.add(new Figure(
                    "memory",
                    "rowcast writer, with " + Lab.SMALL,
                    "MB",
                    writer.usage().resident() >> 20));
            writer.terminate();
        }
    }

    private static RowcastProcess visible(Lab lab, Report report, RowcastSettings settings, String title) {
        long began = System.nanoTime();
        String archives = lab.folder.resolve("classes").toString();
        RowcastProcess run = RowcastProcess.deployed("run", settings, "", Map.of("ROWCAST_CLASS_ARCHIVES", archives));
        lab.redis.ask(redis -> {
            while (redis.exists("customer:2") == 0) {
                if (!run.isAlive()) {
                    throw new IllegalStateException(run.logTail());
                }
                LockSupport.parkNanos(5_000_000);
            }
            return true;
        });
        report.add(new Figure("start", title, "s", (System.nanoTime() - began) / 1e9).toBe(Target.valueAtMost(6)));
        return run;
    }

    /** So many rows of one table, one by one, and waits until they are in Redis. */
    private static void change(Lab lab, RowcastProcess writer) throws Exception {
        double before = writer.metric("rowcast_writer_rows_total");
        try (Connection connection = lab.connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < CHANGES / 100; i++) {
                statement.execute(
                        "UPDATE shop.customers SET credit_limit = credit_limit + 1 WHERE id = 2;".repeat(100));
            }
        }
        writer.await("done with the changes", () -> writer.metric("rowcast_writer_rows_total") >= before + CHANGES);
    }
}
