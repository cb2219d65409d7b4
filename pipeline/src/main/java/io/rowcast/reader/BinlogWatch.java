package io.rowcast.reader;

import io.rowcast.config.MySqlSettings;
import io.rowcast.reader.catalog.MySqlAccess;
import io.rowcast.reader.catalog.SourceOffset;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks MySQL from time to time how much binlog lies behind the position, and how long it is kept: for the metrics only. */
final class BinlogWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BinlogWatch.class);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final MySqlSettings settings;
    private final Supplier<Optional<SourceOffset>> position;
    private final ReaderMetrics metrics;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "binlog-watch");
        thread.setDaemon(true);
        return thread;
    });

    /** @param position that is committed, where this reader is the one at work */
    BinlogWatch(MySqlSettings settings, Supplier<Optional<SourceOffset>> position, ReaderMetrics metrics) {
        this.settings = settings;
        this.position = position;
        this.metrics = metrics;
    }

    void start() {
        timer.scheduleWithFixedDelay(this::look, FIRST.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        Optional<SourceOffset> committed = position.get();
        if (committed.isEmpty()) {
            return;
        }
        try (Connection connection = MySqlAccess.connect(settings);
                Statement statement = connection.createStatement()) {
            metrics.binlogKept(kept(statement));
            metrics.binlogBehind(behind(statement, committed.get()));
        } catch (SQLException e) {
            metrics.binlogBehind(Double.NaN);
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("MySQL does not say how far its binlog is");
        }
    }

    /** In seconds; none when it is kept until somebody removes it. */
    private static double kept(Statement statement) throws SQLException {
        double seconds = Double.NaN;
        try (ResultSet rows = statement.executeQuery("SHOW GLOBAL VARIABLES LIKE 'binlog_expire_logs%'")) {
            while (rows.next()) {
                if (rows.getString(1).equals("binlog_expire_logs_seconds") && rows.getLong(2) > 0) {
                    seconds = rows.getLong(2);
                } else if (rows.getString(2).equals("OFF")) {
                    return Double.NaN;
                }
            }
        }
        return seconds;
    }

    /** In bytes, from the position to the end of the newest file. */
    private static double behind(Statement statement, SourceOffset position) throws SQLException {
        double bytes = 0;
        boolean found = false;
        try (ResultSet files = statement.executeQuery("SHOW BINARY LOGS")) {
            while (files.next()) {
                if (files.getString(1).equals(position.file())) {
                    found = true;
                    bytes = -position.position();
                }
                bytes += found ? files.getLong(2) : 0;
            }
        }
        return found ? Math.max(0, bytes) : Double.NaN;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
