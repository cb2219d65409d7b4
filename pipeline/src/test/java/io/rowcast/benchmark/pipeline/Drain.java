package io.rowcast.benchmark.pipeline;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How fast rows came out at the end of something, to where nearly all were there. The first of them do not count: meanwhile
 * it starts, and the JVM compiles what is used often.
 *
 * @param cpu seconds of the process that was looked at, meanwhile
 * @param cold rows per second from the very first that came out
 */
record Drain(long rows, double seconds, double cpu, double cold) {
    /** Of all rows, those that warm up. */
    static final double WARMING_UP = 0.5;

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
        long warm = await(rows, (long) (all * WARMING_UP), deadline);
        long warmed = System.nanoTime();
        Duration before = cpu.get();
        long last = await(rows, (long) (all * NEARLY_ALL), deadline);
        long ended = System.nanoTime();
        double used = cpu.get().minus(before).toNanos() / 1e9;
        await(rows, all, deadline);
        return new Drain(last - warm, (ended - warmed) / 1e9, used, (last - first) * 1e9 / (ended - began));
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
        return String.format(Locale.ROOT, "%d %.6f %.6f %.6f", rows, seconds, cpu, cold);
    }

    static Drain parse(String text) {
        String[] parts = text.split(" ");
        return new Drain(
                Long.parseLong(parts[0]),
                Double.parseDouble(parts[1]),
                Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]));
    }
}
