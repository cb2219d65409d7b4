package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RedisView;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.RowcastSettings;
import io.rowcast.fixture.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mapping files change across a restart, rows change all the time, and the process is killed while it rolls the files out. */
class RollOutIT {
    private static final String NAME = "roll-out";
    private static final String WRITTEN_BY = "rowcast:" + NAME + ":mappings";
    private static final int TABLES = 5;
    private static final int ARCHIVED = 3_000;

    /** Accounts that no client changes. */
    private static final List<Long> QUIET =
            LongStream.range(900_001, 900_041).boxed().toList();

    @TempDir
    private Path mappings;

    @Test
    void changedFilesComeTrueUnderLoadAndNoRowIsMissedMeanwhile() throws Exception {
        copy(Schema.mappings(), mappings);
        RowcastSettings settings = RowcastSettings.external(NAME, mappings).with("verify: {rate: 50000}");
        try (Trial trial = Trial.begin(settings, TestServers.mysql(), TestServers.redis(), ARCHIVED);
                RedisView view = TestServers.redis().open()) {
            addQuietAccounts(trial);
            RowcastProcess first = trial.start("run");
            Clients clients = trial.startClients(Clients.Work.ALL);
            clients.awaitCommits(50);
            assertThat(trial.redis().sync().hlen(WRITTEN_BY)).isEqualTo(TABLES);
            try (RowsFound found = new RowsFound(view, rows())) {
                assertThat(first.kill()).isEqualTo(RowcastProcess.KILLED);
                copy(Schema.changedMappings(), mappings);
                Files.delete(mappings.resolve("arrivals.yml"));
                RowcastProcess second = trial.start("run");
                await("some of it is written", () -> trial.redis().sync().exists("arch:0", "acct:900001") > 0);
                assertThat(second.kill()).isEqualTo(RowcastProcess.KILLED);
                assertThat(trial.redis().sync().hlen(WRITTEN_BY))
                        .as("not all was done")
                        .isGreaterThan(TABLES);
                assertThat(trial.redis().sync().exists("archive:0")).isEqualTo(1);
                RowcastProcess third = trial.start("run");
                await("rolled out", () -> trial.redis().sync().hlen(WRITTEN_BY) == TABLES - 1);
                clients.awaitCommits(50);
                clients.close();
                RedisEqualsMySql.by(trial::mysql, trial.redis(), ExpectedAfterRollOut::read)
                        .verify();
                assertThat(trial.redis().sync().ttl("account-region:900001")).isBetween(1L, 3600L);
                assertThat(third.metric("rowcast_writer_dead_letters_total")).isZero();
                assertThat(found.failure()).isEmpty();
                assertThat(found.missed()).isEmpty();
                assertThat(found.onlyBefore()).isPositive();
                assertThat(found.onlyAfter()).isPositive();
            }
        }
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void addQuietAccounts(Trial trial) throws SQLException {
        try (Connection connection = Schema.connect(trial.mysql())) {
            for (long id : QUIET) {
                Sql.update(connection, "INSERT INTO accounts VALUES (?, 'quiet', 1.5, 3, 'open', NULL, 0)", id);
                Sql.update(connection, "INSERT INTO opening_log (account, version) VALUES (?, 0)", id);
            }
        }
    }

    private static List<RowsFound.Looked> rows() {
        List<RowsFound.Looked> rows = new ArrayList<>();
        for (long id : QUIET) {
            rows.add(new RowsFound.Looked(
                    "account " + id,
                    redis -> redis.hexists("account:" + id, "version"),
                    redis -> redis.hexists("acct:" + id, "version")));
        }
        for (long id = 1; id <= ARCHIVED; id += 50) {
            String field = Long.toString(id);
            String bucket = Long.toString(id / Schema.ROWS_PER_BUCKET);
            rows.add(new RowsFound.Looked(
                    "archive " + id,
                    redis -> redis.hexists("archive:" + bucket, field),
                    redis -> redis.hexists("arch:" + bucket, field)));
        }
        return rows;
    }
}
