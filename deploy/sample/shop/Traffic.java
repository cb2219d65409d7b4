package shop;

import io.lettuce.core.api.sync.RedisCommands;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import shop.Step.Sight;

/**
 * Writes gently to MySQL, and about once a second looks from outside how long a change takes until a plain Redis client
 * sees all of it.
 */
final class Traffic {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Between two looks at Redis while waiting; short against the latency that is measured. */
    private static final Duration BETWEEN_LOOKS = Duration.ofNanos(100_000);

    private final Database database;
    private final RedisCommands<String, String> redis;
    private final Steps steps;
    private final Screen screen;
    private final List<Duration> latencies = new ArrayList<>();
    private int transactions;

    Traffic(Database database, RedisCommands<String, String> redis, long seed, Screen screen) {
        this.database = database;
        this.redis = redis;
        this.steps = new Steps(database, seed);
        this.screen = screen;
    }

    /**
     * @param forHowLong zero: until the process is ended
     * @param perSecond transactions per second
     * @param betweenShown from one change that is followed and shown to the next; zero: none is
     */
    void run(Duration forHowLong, int perSecond, Duration betweenShown) throws SQLException {
        long began = System.nanoTime();
        long pause = Duration.ofSeconds(1).toNanos() / perSecond;
        long nextShown = began;
        long nextWrite = began;
        while (forHowLong.isZero() || System.nanoTime() - began < forHowLong.toNanos()) {
            Step step = steps.next();
            if (!betweenShown.isZero() && System.nanoTime() >= nextShown) {
                nextShown = System.nanoTime() + betweenShown.toNanos();
                runAndShow(step);
            } else {
                database.transaction(step.sql());
            }
            transactions++;
            nextWrite = Math.max(nextWrite + pause, System.nanoTime() - pause);
            LockSupport.parkNanos(nextWrite - System.nanoTime());
        }
        screen.summary(transactions, latencies);
    }

    private void runAndShow(Step step) throws SQLException {
        List<String> before = look(step.sights());
        database.transaction(step.sql());
        long committed = System.nanoTime();
        List<String> after = look(step.sights());
        while (!visible(step.sights(), after) && System.nanoTime() - committed < PATIENCE.toNanos()) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            after = look(step.sights());
        }
        Duration latency = Duration.ofNanos(System.nanoTime() - committed);
        boolean arrived = visible(step.sights(), after);
        if (arrived) {
            latencies.add(latency);
        }
        screen.step(step, before, after, latency, arrived);
        if (latencies.size() % 10 == 0) {
            screen.summary(transactions + 1, latencies);
        }
    }

    private static boolean visible(List<Sight> sights, List<String> found) {
        for (int i = 0; i < sights.size(); i++) {
            Sight sight = sights.get(i);
            if (sight.awaited() && !Objects.equals(sight.expected(), found.get(i))) {
                return false;
            }
        }
        return true;
    }

    private List<String> look(List<Sight> sights) {
        List<String> found = new ArrayList<>();
        for (Sight sight : sights) {
            found.add(look(sight));
        }
        return found;
    }

    private String look(Sight sight) {
        return switch (sight.look()) {
            case FIELD -> redis.hget(sight.key(), sight.member());
            case STRING -> redis.get(sight.key());
            case MEMBER -> redis.sismember(sight.key(), sight.member()) ? "member" : null;
            case SCORE -> number(redis.zscore(sight.key(), sight.member()));
            case ELEMENT -> redis.lindex(sight.key(), Long.parseLong(sight.member()));
        };
    }

    private static String number(Double score) {
        return score == null ? null : Numbers.plain(Double.toString(score));
    }
}
