package io.rowcast.benchmark.pipeline;

import io.rowcast.fixture.RedisCluster;
import io.rowcast.fixture.RedisNode;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.RowcastSettings;
import io.rowcast.model.TableId;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What more of something costs: partitions and writers, tables, rows in one transaction, slots. */
final class GrowthSection implements Section {
    private static final TableId TABLE = TableId.parse("bench.customers");

    @Override
    public void run(Lab lab, Report report) throws Exception {
        if (lab.quick) {
            report.says("  left out by --quick");
            return;
        }
        bigTransaction(lab, report);
        tables(lab, report);
        cluster(lab, report);
        writers(lab, report);
    }

    private static void writers(Lab lab, Report report) throws Exception {
        int rows = lab.rows(1_000_000);
        double one = 0;
        for (int writers : new int[] {1, 2, 4}) {
            String pipeline = "spread" + writers;
            FilledTopic.make(lab.bootstrap, pipeline, TABLE, writers, rows);
            lab.redis.ask(redis -> redis.flushall());
            RowcastSettings settings =
                    lab.settings(pipeline, lab.mapping(pipeline, Customers.Form.HASH.mapping(TABLE.toString())));
            List<RowcastProcess> processes = new ArrayList<>();
            try {
                for (int i = 0; i < writers; i++) {
                    processes.add(Lab.start("writer", settings));
                }
                Drain drain = Drain.of(
                        () -> processes.stream()
                                .mapToLong(writer -> (long) writer.metric("rowcast_writer_rows_total"))
                                .sum(),
                        () -> java.time.Duration.ZERO,
                        rows);
                Figure figure =
                        new Figure("growth", "partitions and writers: " + writers, "rows/s", drain.rowsPerSecond());
                report.add(writers == 1 ? figure : figure.against("one", one));
                one = writers == 1 ? drain.rowsPerSecond() : one;
            } finally {
                processes.forEach(RowcastProcess::close);
            }
        }
    }

    private static void cluster(Lab lab, Report report) throws Exception {
        int rows = lab.rows(500_000);
        FilledTopic.make(lab.bootstrap, "cluster", TABLE, 1, rows);
        var mapping = lab.mapping("cluster", Customers.Form.HASH.mapping(TABLE.toString()));
        RowcastSettings settings = lab.settings("cluster", mapping);
        lab.redis.ask(redis -> redis.flushall());
        double[] single = drain(settings, List.of(lab.redis), rows);
        try (RedisCluster cluster = RedisCluster.start()) {
            double[] spread = drain(settings.withRedis(cluster.uri()), cluster.masters(), rows);
            report.add(new Figure("growth", "Redis Cluster, row hash", "rows/s", spread[0])
                    .against("one Redis", single[0]));
            report.add(new Figure("growth", "Redis Cluster, CPU of all masters", "µs/row", spread[1])
                    .against("one Redis", single[1]));
        }
    }

    /** Rows a second, and microseconds of the servers' CPU for each. */
    private static double[] drain(RowcastSettings settings, List<RedisNode> servers, int rows) {
        double before = servers.stream().mapToDouble(Lab::redisCpu).sum();
        try (RowcastProcess writer = Lab.start("writer", settings)) {
            Drain drain = Drain.of(
                    () -> (long) writer.metric("rowcast_writer_rows_total"),
                    () -> writer.usage().cpu(),
                    rows);
            double cpu = servers.stream().mapToDouble(Lab::redisCpu).sum() - before;
            writer.terminate();
            return new double[] {drain.rowsPerSecond(), cpu * 1e6 / rows};
        }
    }

    private static void tables(Lab lab, Report report) throws Exception {
        lab.redis.ask(redis -> redis.flushall()); // before its first snapshot a table's keys are searched for
        for (int tables : new int[] {1, 100, 1_000}) {
            String database = "many" + tables;
            lab.mysql.createDatabase(database);
            try (Connection connection = lab.connect();
                    Statement statement = connection.createStatement()) {
                for (int i = 0; i < tables; i++) {
                    statement.execute("CREATE TABLE " + database + ".t" + i
                            + " (id INT NOT NULL PRIMARY KEY, name VARCHAR(40) NOT NULL)");
                    statement.execute("INSERT INTO " + database + ".t" + i + " VALUES (1, 'Ann')");
                }
            }
            var mapping = lab.mapping(database, "table: " + database + ".t*\nredis:\n  - hash: row:{_table}:{id}\n");
            RowcastSettings settings = lab.embedded(database, mapping);
            long began = System.nanoTime();
            try (RowcastProcess run = Lab.start("run", settings)) {
                run.await("done", () -> run.metric("rowcast_writer_rows_total") >= tables);
                report.add(new Figure(
                        "growth", "first start with tables: " + tables, "s", (System.nanoTime() - began) / 1e9));
                run.terminate();
            }
            began = System.nanoTime();
            try (RowcastProcess run = Lab.start("run", settings)) {
                run.awaitReady();
                report.add(new Figure(
                        "growth", "start again with tables: " + tables, "s", (System.nanoTime() - began) / 1e9));
                report.add(new Figure(
                        "growth",
                        "resident with tables: " + tables,
                        "MB",
                        run.usage().resident() >> 20));
                run.terminate();
            }
        }
    }

    private static void bigTransaction(Lab lab, Report report) throws Exception {
        int rows = 1_000_000;
        String table = "bench.big";
        lab.execute(Customers.ddl(table));
        RowcastSettings settings = lab.embedded("big", lab.mapping("big", Customers.Form.HASH.mapping(table)));
        try (RowcastProcess run = Lab.start("run", settings, "-Xmx512m")) {
            run.awaitReady();
            try (Connection connection = lab.connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                for (long first = 0; first < rows; first += 1_000) {
                    StringBuilder insert = new StringBuilder("INSERT INTO " + table + " VALUES ");
                    for (long id = first; id < first + 1_000; id++) {
                        insert.append(id == first ? "" : ",").append(Customers.sql(id));
                    }
                    statement.execute(insert.toString());
                }
                connection.commit();
            }
            Drain drain = Drain.of(
                    () -> (long) run.metric("rowcast_writer_rows_total"),
                    () -> run.usage().cpu(),
                    rows);
            report.add(new Figure(
                    "growth",
                    String.format("one transaction of %,d rows, -Xmx512m", rows),
                    "rows/s",
                    drain.rowsPerSecond()));
            report.add(new Figure(
                    "growth",
                    "the same, most memory that it had",
                    "MB",
                    run.usage().peak() >> 20));
            run.terminate();
        }
    }
}
