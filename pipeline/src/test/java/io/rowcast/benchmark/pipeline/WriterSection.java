package io.rowcast.benchmark.pipeline;

import io.rowcast.benchmark.pipeline.Figure.Target;
import io.rowcast.fixture.JavaProcess;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.model.TableId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** From a filled topic to Redis, beside a program that only sends the same commands. */
final class WriterSection implements Section {
    private static final TableId TABLE = TableId.parse("bench.customers");
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** What a process did, and the microseconds of Redis's CPU for each row meanwhile. */
    private record Run(Drain drain, double redisPerRow, double bytesPerRow) {}

    @Override
    public void run(Lab lab, Report report) throws Exception {
        int rows = lab.rows(2_000_000);
        FilledTopic.make(lab.bootstrap, "writer", TABLE, 1, rows);
        double bare = 0;
        for (Customers.Form form : lab.quick ? List.of(Customers.Form.HASH) : List.of(Customers.Form.values())) {
            Run plain = plain(lab, form, rows);
            Run writer = writer(lab, form, rows, "");
            boolean first = form == Customers.Form.HASH;
            Figure speed = new Figure("writer", form.title, "rows/s", writer.drain.rowsPerSecond())
                    .against("plain Lettuce", plain.drain.rowsPerSecond());
            report.add(first ? speed.toBe(Target.atLeast(0.7)) : speed);
            if (first) {
                report.add(new Figure("writer", "the same, warming up included", "rows/s", writer.drain.cold())
                        .against("plain Lettuce", plain.drain.cold()));
                if (!lab.quick) {
                    double small = writer(lab, form, rows, Lab.SMALL).drain.rowsPerSecond();
                    report.add(new Figure("writer", "row hash, with " + Lab.SMALL, "rows/s", small)
                            .against("without", writer.drain.rowsPerSecond()));
                }
            }
            Figure redis = new Figure("writer", form.title + ", Redis's CPU", "µs/row", writer.redisPerRow)
                    .against("plain Lettuce", plain.redisPerRow);
            report.add(first ? redis.toBe(Target.atMost(1.15)) : redis);
            report.add(new Figure("writer", form.title + ", its own CPU", "µs/row", writer.drain.cpuPerRow())
                    .against("plain Lettuce", plain.drain.cpuPerRow()));
            Figure allocated = new Figure("writer", form.title + ", allocated", "kB/row", writer.bytesPerRow / 1000);
            report.add(first ? allocated.toBe(Target.valueAtMost(2)) : allocated);
            bare = first ? plain.drain.rowsPerSecond() : bare;
        }
        if (!lab.quick) {
            redisBenchmark(lab, rows).ifPresent(own -> report.add(own));
        }
    }

    private static Run plain(Lab lab, Customers.Form form, int rows) {
        lab.redis.ask(redis -> redis.flushall());
        double before = lab.redisCpu();
        try (JavaProcess plain = JavaProcess.start(
                PlainLettuce.class.getName(), Lab.JVM, lab.redis.uri(), form.name(), Integer.toString(rows))) {
            Drain drain = Drain.parse(plain.await(PlainLettuce.DONE, LIMIT));
            return new Run(drain, (lab.redisCpu() - before) * 1e6 / rows, 0);
        }
    }

    private static Run writer(Lab lab, Customers.Form form, int rows, String options) throws IOException {
        lab.redis.ask(redis -> redis.flushall());
        double before = lab.redisCpu();
        var mapping =
                lab.mapping("writer-" + form.name().toLowerCase(java.util.Locale.ROOT), form.mapping(TABLE.toString()));
        try (RowcastProcess writer = Lab.start("writer", lab.settings("writer", mapping), options)) {
            Allocation allocation = new Allocation(writer);
            Drain drain = Drain.of(allocation::rows, () -> writer.usage().cpu(), rows);
            double redis = (lab.redisCpu() - before) * 1e6 / rows;
            writer.terminate();
            return new Run(drain, redis, allocation.bytesPerRow());
        }
    }

    /** Redis's own load generator with the commands of a row hash. */
    private static java.util.Optional<Figure> redisBenchmark(Lab lab, int rows)
            throws IOException, InterruptedException {
        lab.redis.ask(redis -> redis.flushall());
        double before = lab.redisCpu();
        long began = System.nanoTime();
        Process process;
        try {
            process = new ProcessBuilder(
                            "redis-benchmark",
                            "-p",
                            Integer.toString(lab.redis.port()),
                            "-q",
                            "-c",
                            "2",
                            "-P",
                            "500",
                            "-n",
                            Integer.toString(rows),
                            "-r",
                            Integer.toString(rows),
                            "HSET",
                            "customer:__rand_int__",
                            "first_name",
                            "Ann-Katrin",
                            "last_name",
                            "Andersson__rand_int__",
                            "email",
                            "Ann.__rand_int__@example.com",
                            "city",
                            "Bergen",
                            "credit",
                            "1234.50",
                            "updated",
                            "2026-02-28T12:00:00Z")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException notThere) {
            return java.util.Optional.empty();
        }
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("redis-benchmark did not end within " + LIMIT);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        double cpu = (lab.redisCpu() - before) * 1e6 / rows;
        return java.util.Optional.of(new Figure(
                "writer",
                "redis-benchmark -P 500 with the same hashes (" + Numbers.text(cpu) + " µs of Redis's CPU)",
                "rows/s",
                rows / seconds));
    }
}
