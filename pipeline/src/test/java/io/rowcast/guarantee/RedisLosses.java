package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.Totals;

/** The times in a trial when Redis loses what it acknowledged, as its one writer notices, counts and repairs them. */
final class RedisLosses {
    private static final int LITTLE = 100;

    private final Trial trial;
    private final Clients clients;
    private final RowcastProcess writer;
    private double rewinds;
    private double records;
    private long losses;

    RedisLosses(Trial trial, Clients clients, RowcastProcess writer) {
        this.trial = trial;
        this.clients = clients;
        this.writer = writer;
    }

    /** Waits until the clients have changed more, and the writer has written more. */
    void awaitLoad(int commits) {
        double before = rows();
        clients.awaitCommits(commits);
        writer.await("applying rows", () -> rows() > before);
    }

    /** What follows takes acknowledged writes away from Redis. */
    void begin() {
        rewinds = counted("rewinds");
        records = counted("rewound_records");
        trial.redisMayGoBack(true);
    }

    /** Waits until the writer has noticed, and has written all of it again; from then on nothing may go back. */
    void awaitRepaired() {
        writer.await("aware of the loss", () -> counted("rewinds") > rewinds);
        double lost = counted("rewound_records") - records;
        assertThat(lost).as("acknowledged writes that Redis lost").isPositive();
        double goal = rows() + lost;
        writer.await("writing it again", () -> rows() >= goal);
        writer.await("up to date", () -> counted("lag_records") < LITTLE);
        clients.awaitCommits(300); // the lag is counted once a second
        writer.await("up to date", () -> counted("lag_records") < LITTLE);
        losses++;
        Totals.WRITES_LOST_BY_REDIS_AND_REPAIRED.add((long) lost);
        trial.redisMayGoBack(false);
    }

    /** For the line at the end of a test. */
    String line() {
        return "Redis lost acknowledged writes " + losses + " times, " + (long) counted("rewound_records")
                + " Kafka offsets; rewinds " + (long) counted("rewinds") + ", outages "
                + (long) counted("redis_outages");
    }

    double counted(String name) {
        return writer.metric("rowcast_writer_" + name + (name.equals("lag_records") ? "" : "_total"));
    }

    private double rows() {
        return counted("rows");
    }
}
