package io.rowcast.benchmark.pipeline;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How fast rows came out at the end of something, from the first that was seen there to where nearly all were: starting up
 * does not count, warming up does.
 *
 * @param cpu seconds of the process that was looked at, meanwhile
 */
record Drain(long rows, double seconds, double cpu) {
    private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();
    /** So that it is counted while it is at work, and not until somebody looks. */
    private static final double NEARLY_ALL = 0.95;

    private static final Duration LIMIT = Duration.ofMinutes(5);

    double rowsPerSecond() {
        return rows / seconds;
    }

    /** Microseconds. */
    double cpuPerRow() {
        return cpu * 1e6 / rows;
    }

    /** Looks at a counter of rows until it shows all of them. */
    static Drain of(LongSupplier rows, Supplier<Duration> cpu, long all) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        long first = await(rows, 1, deadline);
        long began = System.nanoTime();
        Duration before = cpu.get();
        long last = await(rows, (long) (all * NEARLY_ALL), deadline);
        double seconds = (System.nanoTime() - began) / 1e9;
        double used = cpu.get().minus(before).toNanos() / 1e9;
        await(rows, all, deadline);
        return new Drain(last - first, seconds, used);
    }

    private static long await(LongSupplier rows, long least, long deadline) {
        long seen = rows.getAsLong();
        while (seen < least) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("expected " + least + " rows, found " + seen + " after " + LIMIT);
            }
            LockSupport.parkNanos(LOOK_NANOS);
            seen = rows.getAsLong();
        }
        return seen;
    }

    /** For the output of a process. */
    String text() {
        return String.format(Locale.ROOT, "%d %.6f %.6f", rows, seconds, cpu);
    }

    static Drain parse(String text) {
        String[] parts = text.split(" ");
        return new Drain(Long.parseLong(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
    }
}
