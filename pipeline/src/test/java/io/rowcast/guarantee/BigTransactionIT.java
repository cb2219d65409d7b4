package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RowcastProcess;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Transactions with more rows than fit into the memory of reader and writer. */
class BigTransactionIT {
    private static final int ROWS = Integer.getInteger("rowcast.big.rows", 100_000);
    private static final String HEAP = System.getProperty("rowcast.big.heap", "-Xmx160m");

    @Test
    void oneTransactionOfManyRowsPassesThroughALittleMemory() throws Exception {
        try (Trial trial = Trial.begin("big-transaction", 1)) {
            RowcastProcess reader = trial.start("reader", trial.settings(), HEAP);
            RowcastProcess writer = trial.start("writer", trial.settings(), HEAP);
            trial.awaitCaughtUp();
            long begun = System.nanoTime();
            try (Connection connection = Schema.connect(trial.mysql());
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("SET cte_max_recursion_depth = " + (ROWS + 10));
                statement.execute(
                        "INSERT INTO archive WITH RECURSIVE n (id) AS (SELECT 10 UNION ALL SELECT id + 1 FROM n"
                                + " WHERE id < " + (ROWS + 9) + ") SELECT id, id DIV 500, id * 1.25 FROM n");
                statement.execute("DELETE FROM archive WHERE id % 10 = 3");
                connection.commit();
            }
            trial.verify();
            double seconds = (System.nanoTime() - begun) / 1e9;
            assertThat(reader.isAlive()).isTrue();
            assertThat(writer.isAlive()).isTrue();
            assertThat(reader.metric("rowcast_reader_rows_total")).isGreaterThan(ROWS);
            assertThat(reader.metric("rowcast_reader_restarts_total")).isZero();
            System.out.printf(
                    "big-transaction: rows %d, heap %s, seconds %.1f, peak RSS reader %d MB, writer %d MB%n",
                    ROWS, HEAP, seconds, reader.peakMemory() >> 20, writer.peakMemory() >> 20);
        }
    }
}
