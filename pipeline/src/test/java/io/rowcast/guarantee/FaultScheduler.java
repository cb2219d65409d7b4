package io.rowcast.guarantee;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets faults happen, two at a time, for as long as it is told to. The seed decides which come after which, though not how
 * they meet the work of the pipeline.
 */
final class FaultScheduler {
    private static final int AT_ONCE = 2;

    private final List<Fault> faults;
    private final Clients clients;
    private final Set<String> busy = new HashSet<>();
    private final Map<String, Long> struck = new TreeMap<>();
    private final AtomicInteger lasting = new AtomicInteger();
    private final AtomicLong overlaps = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    FaultScheduler(List<Fault> faults, Clients clients) {
        this.faults = List.copyOf(faults);
        this.clients = clients;
    }

    /** Returns when the time is over and all faults are put right. */
    void run(Duration time, long seed) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < AT_ONCE; number++) {
            Random random = new Random(seed + number);
            threads.add(new Thread(() -> strike(random, end), "faults-" + number));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new AssertionError("a fault could not be made or put right", failure.get());
        }
    }

    private void strike(Random random, long end) {
        try {
            while (System.nanoTime() < end && failure.get() == null) {
                clients.awaitCommits(random.nextInt(20, 200));
                Fault fault = take(random);
                try {
                    strike(fault, random);
                } finally {
                    free(fault);
                }
            }
        } catch (Exception | AssertionError e) { // ends this thread, and with it the run, which throws it
            failure.compareAndSet(null, e);
        }
    }

    private void strike(Fault fault, Random random) throws Exception {
        if (lasting.incrementAndGet() > 1) {
            overlaps.incrementAndGet();
        }
        try {
            fault.strike().strike(random);
        } catch (Exception | AssertionError e) { // whatever it was, the fault is named
            throw new IllegalStateException(fault + ": " + e.getMessage(), e);
        } finally {
            lasting.decrementAndGet();
        }
    }

    private synchronized Fault take(Random random) {
        List<Fault> free =
                faults.stream().filter(fault -> !busy.contains(fault.target())).toList();
        Fault fault = free.get(random.nextInt(free.size()));
        busy.add(fault.target());
        struck.merge(fault.toString(), 1L, Long::sum);
        return fault;
    }

    private synchronized void free(Fault fault) {
        busy.remove(fault.target());
    }

    /** How often each was made. */
    synchronized Map<String, Long> struck() {
        return new TreeMap<>(struck);
    }

    /** How many began while another one lasted. */
    long overlaps() {
        return overlaps.get();
    }
}
