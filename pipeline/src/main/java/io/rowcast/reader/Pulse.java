package io.rowcast.reader;

import java.time.Duration;

/**
 * Tells whether MySQL has gone silent. Written by Debezium's threads, read by the supervisor. Silence is a queue that is
 * empty, a committer that waits, and nothing that came for a while; a full queue or a slow Kafka is not.
 */
final class Pulse {
    /** Debezium beats about every second when MySQL is quiet, see {@link EngineSettings}. */
    static final Duration SILENCE = Duration.ofSeconds(8);
    /** To connect, read the schema history, and skip what of a transaction was read before. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private volatile long lastSign = System.nanoTime();
    private volatile int waiting;
    private volatile boolean committing;
    private volatile boolean snapshot;
    private volatile boolean streaming;
    private volatile boolean working;

    /** The queue between the two threads changed; {@code waiting} records are in it now. */
    void queued(int waiting) {
        this.waiting = waiting;
        working = true;
        lastSign = System.nanoTime();
    }

    /** Whether records are in the queue. */
    boolean waiting() {
        return waiting > 0;
    }

    void committing(boolean now) {
        committing = now;
        lastSign = System.nanoTime();
    }

    /** A snapshot has begun or ended: while it runs, long queries are silent and the JDBC driver watches the socket. */
    void snapshot(boolean now) {
        snapshot = now;
        lastSign = System.nanoTime();
    }

    /** The binlog is being read: from now on silence is suspicious. */
    void streaming() {
        streaming = true;
    }

    /** Whether anything came from MySQL yet. */
    boolean working() {
        return working;
    }

    /** How many records wait for the committer. */
    int queueLength() {
        return waiting;
    }

    boolean silent() {
        Duration limit = streaming ? SILENCE : PATIENCE;
        return drained() && !snapshot && System.nanoTime() - lastSign > limit.toNanos();
    }

    /** Whether all that came was dealt with, and more is expected. */
    boolean drained() {
        return !committing && waiting == 0;
    }
}
