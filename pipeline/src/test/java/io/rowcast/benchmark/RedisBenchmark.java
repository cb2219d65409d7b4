package io.rowcast.benchmark;

import io.rowcast.fixture.RedisCluster;
import io.rowcast.fixture.RedisNode;
import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import io.rowcast.redis.Batch;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.Origin;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisConnector;
import io.rowcast.redis.RedisKeys;
import io.rowcast.redis.RedisSession;
import io.rowcast.redis.Watermark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a row costs on one Redis, where a batch is a transaction, and on a Cluster, where it is a script for each slot. */
final class RedisBenchmark {
    private static final int BATCHES = 600;
    private static final int ROWS = 500;
    private static final String[] FIELDS = {
        "first",
        "Ann-Katrin",
        "last",
        "Andersson",
        "email",
        "ann@example.com",
        "city",
        "Oslo",
        "credit",
        "1234.50",
        "status",
        "active"
    };

    private RedisBenchmark() {}

    /** What each row makes: one command. Counters and lists are among those that must not be sent again. */
    private enum Rows {
        HASHES {
            @Override
            Command of(long row) {
                return Command.of(Verb.HSET, "customer:" + row % 100_000, FIELDS);
            }
        },
        COUNTERS {
            @Override
            Command of(long row) {
                return Command.of(Verb.INCRBY, "count:" + row % 100, "1");
            }
        },
        SUMS {
            @Override
            Command of(long row) {
                return Command.of(Verb.ADD_DECIMAL, "sum:" + row % 100, "12.50");
            }
        },
        LISTS {
            @Override
            Command of(long row) {
                return Command.of(Verb.RPUSH, "list:" + row % 100_000, "12345");
            }
        };

        abstract Command of(long row);
    }

    /** Prints microseconds of Redis's CPU for each row, and rows for each second, of two rounds. */
    public static void main(String[] args) throws RedisAwayException {
        try (RedisNode single = RedisNode.start("--save", "", "--appendonly", "no");
                RedisCluster cluster = RedisCluster.start()) {
            for (int round = 0; round < 2; round++) {
                for (Rows rows : Rows.values()) {
                    run("one Redis, " + rows, single.uri(), List.of(single), rows, round);
                    run("Cluster, " + rows, cluster.uri(), cluster.masters(), rows, round);
                }
            }
        }
    }

    private static void run(String name, String uri, List<RedisNode> servers, Rows rows, int round)
            throws RedisAwayException {
        LaneId lane = new LaneId("bench.rows", 0);
        Map<LaneId, String> keys = Map.of(lane, new RedisKeys("bench" + rows + round).watermark(lane));
        try (RedisConnector connector = new RedisConnector(uri);
                RedisSession session = connector.open()) {
            session.watch(keys).await();
            session.claim(keys, "me");
            double cpu = cpu(servers);
            long began = System.nanoTime();
            long offset = 0;
            for (int batch = 0; batch < BATCHES; batch++) {
                session.watch(keys).await();
                session.exec(batch(lane, offset, rows), keys, "me").await();
                offset += ROWS;
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    "%s: %.1f µs of Redis's CPU for a row, %.0f rows/s%n",
                    name, (cpu(servers) - cpu) * 1e6 / offset, offset / seconds);
        }
    }

    private static Batch batch(LaneId lane, long offset, Rows rows) {
        List<Command> commands = new ArrayList<>();
        List<Origin> origins = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            origins.add(new Origin(lane, "topic-id", offset + row, row));
            commands.add(rows.of(offset + row));
        }
        long end = offset + ROWS;
        return new Batch(commands, origins, Map.of(lane, new Watermark(end, end, "topic-id")));
    }

    /** Seconds, of all servers. */
    private static double cpu(List<RedisNode> servers) {
        return servers.stream()
                .mapToDouble(server -> cpu(server, "used_cpu_user") + cpu(server, "used_cpu_sys"))
                .sum();
    }

    private static double cpu(RedisNode server, String name) {
        return Double.parseDouble(server.info(name));
    }
}
