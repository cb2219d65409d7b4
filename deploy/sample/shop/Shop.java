package shop;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The sample shop's traffic, and the proof that Redis follows it.
 *
 * <pre>
 * live                            wait until Redis equals MySQL, then write for ever and show it
 * once SECONDS                    wait until Redis equals MySQL, write for SECONDS, compare
 * traffic [SECONDS [PER-SECOND]]  write, whatever Redis does; for ever without SECONDS
 * check [SECONDS]                 compare; wait up to SECONDS for equality
 * </pre>
 *
 * Where MySQL and Redis are: SHOP_MYSQL_HOST, SHOP_MYSQL_PORT, SHOP_MYSQL_USER, SHOP_MYSQL_PASSWORD, SHOP_REDIS (a URI).
 */
public final class Shop {
    /** Once Redis equals MySQL, it must still do so after this while: nothing more is on its way. */
    private static final Duration STAYS_EQUAL = Duration.ofSeconds(1);
    private static final Duration BETWEEN_COMPARISONS = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_SHOWN = Duration.ofMillis(1200);
    /** Transactions per second. */
    private static final int GENTLE = 20;

    private final Database database;
    private final StatefulRedisConnection<String, String> redis;
    private final Screen screen;

    private Shop(Database database, StatefulRedisConnection<String, String> redis, Screen screen) {
        this.database = database;
        this.redis = redis;
        this.screen = screen;
    }

    /** Exit code 0: done, or all equal; 1: not equal, or MySQL or Redis did not answer. */
    public static void main(String[] args) throws SQLException {
        Map<String, String> environment = System.getenv();
        RedisClient client = RedisClient.create(environment.getOrDefault("SHOP_REDIS", "redis://127.0.0.1:6379"));
        try (Database database = Database.open(
                        environment.getOrDefault("SHOP_MYSQL_HOST", "127.0.0.1"),
                        environment.getOrDefault("SHOP_MYSQL_PORT", "3306"),
                        environment.getOrDefault("SHOP_MYSQL_USER", "shop"),
                        environment.getOrDefault("SHOP_MYSQL_PASSWORD", "shop"));
                StatefulRedisConnection<String, String> redis = client.connect()) {
            List<String> words = Arrays.asList(args);
            Shop shop = new Shop(database, redis, new Screen(environment.containsKey("SHOP_COLOR")));
            System.exit(shop.run(words.isEmpty() ? "" : words.get(0), words) ? 0 : 1);
        }
    }

    private boolean run(String command, List<String> words) throws SQLException {
        return switch (command) {
            case "live" -> snapshotArrived() && write(Duration.ZERO, GENTLE, BETWEEN_SHOWN);
            case "once" -> snapshotArrived()
                    && write(Duration.ofSeconds(number(words, 1, 20)), GENTLE, BETWEEN_SHOWN)
                    && report(settle(PATIENCE));
            case "traffic" -> write(
                    Duration.ofSeconds(number(words, 1, 0)), number(words, 2, GENTLE), Duration.ZERO);
            case "check" -> report(settle(Duration.ofSeconds(number(words, 1, 0))));
            default -> {
                System.err.println("usage: live | once SECONDS | traffic [SECONDS [PER-SECOND]] | check [SECONDS]");
                yield false;
            }
        };
    }

    private boolean snapshotArrived() throws SQLException {
        long began = System.nanoTime();
        Comparison comparison = Comparison.make(database, redis.async());
        while (!comparison.equal() && System.nanoTime() - began < PATIENCE.toNanos()) {
            LockSupport.parkNanos(BETWEEN_COMPARISONS.toNanos());
            comparison = Comparison.make(database, redis.async());
        }
        if (!comparison.equal()) {
            return report(comparison);
        }
        screen.arrived(comparison);
        return true;
    }

    private boolean write(Duration forHowLong, int perSecond, Duration betweenShown) throws SQLException {
        new Traffic(database, redis.sync(), System.nanoTime(), screen).run(forHowLong, perSecond, betweenShown);
        return true;
    }

    /** The comparison once it has stayed equal for a while, or the last one within the time given. */
    private Comparison settle(Duration patience) throws SQLException {
        long began = System.nanoTime();
        long equalSince = Long.MAX_VALUE;
        while (true) {
            Comparison comparison = Comparison.make(database, redis.async());
            long now = System.nanoTime();
            equalSince = comparison.equal() ? Math.min(equalSince, now) : Long.MAX_VALUE;
            boolean settled = comparison.equal() && now - equalSince >= STAYS_EQUAL.toNanos();
            if (settled || now - began >= patience.toNanos()) {
                return comparison;
            }
            LockSupport.parkNanos(BETWEEN_COMPARISONS.toNanos());
        }
    }

    private boolean report(Comparison comparison) {
        screen.report(comparison);
        return comparison.equal();
    }

    private static int number(List<String> words, int index, int otherwise) {
        return words.size() > index ? Integer.parseInt(words.get(index)) : otherwise;
    }
}
