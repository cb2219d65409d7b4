package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.Server;
import io.rowcast.fixture.TcpProxy;
import io.rowcast.fixture.TestServers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The network between writer and Redis is cut at any byte, loses replies, is slow, and goes silent. */
class RedisCutOffIT {
    private static final int CUTS = Integer.getInteger("rowcast.redis.cuts", 12);

    @Test
    void aReplyThatIsLostCostsNothingAndDoublesNothing() throws Exception {
        Server redis = TestServers.redis().server();
        try (TcpProxy network = TcpProxy.to(redis.host(), redis.port());
                Trial trial = trial(network)) {
            trial.start("reader");
            RowcastProcess writer = trial.start("writer");
            Clients clients = trial.startClients(Clients.Work.ALL);
            RedisLosses losses = new RedisLosses(trial, clients, writer);
            for (int cut = 1; cut <= CUTS; cut++) {
                losses.awaitLoad(10);
                if (cut % 3 == 0) {
                    loseReplies(network, writer);
                } else {
                    cutAnywhere(network, trial, writer);
                }
            }
            network.delay(Duration.ofMillis(30));
            losses.awaitLoad(300);
            network.delay(Duration.ZERO);
            goSilent(network, writer);
            losses.awaitLoad(100);

            trial.verify();
            assertThat(losses.counted("lost_replies"))
                    .as("batches applied without a reply")
                    .isPositive();
            assertThat(network.cuts()).isGreaterThanOrEqualTo(CUTS);
            assertThat(losses.counted("rewinds")).isZero();
            System.out.println("redis-cut-off: cut " + network.cuts() + " times, applied without a reply "
                    + (long) losses.counted("lost_replies") + "; " + losses.line());
        }
    }

    private static void cutAnywhere(TcpProxy network, Trial trial, RowcastProcess writer) {
        long before = network.cuts();
        network.cutAfter(trial.random().nextInt(1, 20_000));
        writer.await("cut off", () -> network.cuts() > before);
    }

    private static void loseReplies(TcpProxy network, RowcastProcess writer) {
        long before = network.swallowed();
        network.swallowReplies(true);
        writer.await("left without replies", () -> network.swallowed() > before);
        network.cut();
        network.swallowReplies(false);
    }

    /** Longer than a reply may take: the writer gives the connection up by itself. */
    private static void goSilent(TcpProxy network, RowcastProcess writer) {
        network.stall(true);
        writer.await("aware of the silence", () -> !writer.isReady());
        network.stall(false);
        writer.await("ready again", writer::isReady);
    }

    private static Trial trial(TcpProxy network) throws Exception {
        return Trial.begin(
                Trial.settings("redis-cut-off").withRedis("redis://" + network.address()),
                TestServers.mysql(),
                TestServers.redis(),
                1);
    }
}
