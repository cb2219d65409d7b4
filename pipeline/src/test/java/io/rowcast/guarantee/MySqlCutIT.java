package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.MySql;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.TcpProxy;
import io.rowcast.fixture.TestServers;
import org.junit.jupiter.api.Test;

/** The connections between the reader and MySQL break at any byte: in a handshake, an event, a transaction. */
class MySqlCutIT {
    private static final int CUTS = Integer.getInteger("rowcast.cuts", 6);
    /** Less than it takes to connect and begin, or up to some hundred transactions. */
    private static final int MOST_BYTES = 120_000;

    @Test
    void cutConnectionsNeitherLoseNorDouble() throws Exception {
        MySql mysql = TestServers.mysql();
        try (TcpProxy between =
                        TcpProxy.to(mysql.server().host(), mysql.server().port());
                Trial trial = Trial.begin(
                        Trial.settings("mysql-cut").withMySql(between.host(), between.port()),
                        mysql,
                        TestServers.redis(),
                        1)) {
            RowcastProcess reader = trial.start("reader");
            trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            int made = 0;
            while (made < CUTS) {
                long before = between.cuts();
                between.cutAfter(trial.random().nextInt(1, MOST_BYTES));
                reader.await("cut off", () -> between.cuts() > before);
                made++;
                clients.awaitCommits(trial.random().nextInt(1, 80));
            }
            trial.verify();
            assertThat(between.cuts()).isGreaterThanOrEqualTo(CUTS);
            assertThat(reader.metric("rowcast_reader_restarts_total")).isPositive();
            System.out.println("mysql-cut: cut connections " + between.cuts() + ", reader restarts "
                    + (long) reader.metric("rowcast_reader_restarts_total") + ", commits " + clients.commits());
        }
    }
}
