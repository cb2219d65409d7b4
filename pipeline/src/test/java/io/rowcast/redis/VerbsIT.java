package io.rowcast.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.Range;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.rowcast.fixture.TestServers;
import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VerbsIT {
    private static final List<Command> ON_A_TYPE = List.of(
            Command.of(Verb.APPEND, "key", "x"),
            Command.of(Verb.SETBIT, "key", "7", "1"),
            Command.of(Verb.ZINCRBY, "key", "1", "m"),
            Command.of(Verb.ZREMRANGEBYRANK, "key", "0", "0"),
            Command.of(Verb.GEOADD, "key", "10.7", "59.9", "Oslo"),
            Command.of(Verb.XADD, "key", "*", "a", "b"));

    private OpenRedis open;

    @BeforeEach
    void open() throws RedisAwayException {
        open = new OpenRedis();
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void eachVerbDoesWhatItsCommandDoes() throws RedisAwayException {
        assertThat(open.apply(
                        Command.of(Verb.APPEND, "text", "ab"),
                        Command.of(Verb.APPEND, "text", "cd"),
                        Command.of(Verb.SETBIT, "bits", "42", "1"),
                        Command.of(Verb.ZADD, "top", "1", "a", "2", "b", "3", "c"),
                        Command.of(Verb.ZINCRBY, "top", "1.5", "c"),
                        Command.of(Verb.ZREMRANGEBYRANK, "top", "0", "-3"),
                        Command.of(Verb.GEOADD, "places", "10.7522", "59.9139", "Oslo"),
                        Command.of(Verb.XADD, "changes", "MAXLEN", "1", "*", "id", "1"),
                        Command.of(Verb.XADD, "changes", "MAXLEN", "1", "*", "id", "2"),
                        Command.of(Verb.EXPIREAT, "text", "4102444800"),
                        Command.of(Verb.EXPIREAT, "bits", "4102444800"),
                        Command.of(Verb.PERSIST, "bits")))
                .isEmpty();

        assertThat(open.redis.get(open.prefix + "text")).isEqualTo("abcd");
        assertThat(open.redis.getbit(open.prefix + "bits", 42)).isEqualTo(1);
        assertThat(open.redis.zrange(open.prefix + "top", 0, -1)).containsExactly("b", "c");
        assertThat(open.redis.zscore(open.prefix + "top", "c")).isEqualTo(4.5);
        assertThat(open.redis.geodist(open.prefix + "places", "Oslo", "Oslo", null))
                .isZero();
        assertThat(open.redis.xrange(open.prefix + "changes", Range.unbounded()))
                .singleElement()
                .satisfies(entry -> assertThat(entry.getBody()).containsEntry("id", "2"));
        assertThat(open.redis.ttl(open.prefix + "text")).isPositive();
        assertThat(open.redis.ttl(open.prefix + "bits")).isEqualTo(-1);
    }

    @Test
    void subscribersHearWhatIsPublished() throws RedisAwayException {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (var client = TestServers.redis().client();
                var subscriber = client.connectPubSub()) {
            subscriber.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, String message) {
                    heard.add(message);
                }
            });
            subscriber.sync().subscribe(open.prefix + "news");
            open.apply(Command.of(Verb.PUBLISH, "news", "customer 7 changed"));

            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> heard.contains("customer 7 changed"));
        }
    }

    @Test
    void aKeyOfAnotherTypeFailsEachOfThemAndAProbeTellsTheSame() throws RedisAwayException {
        open.redis.sadd(open.prefix + "key", "1");

        assertThat(open.probe(ON_A_TYPE.toArray(Command[]::new)))
                .hasSameSizeAs(ON_A_TYPE)
                .allSatisfy(failure -> assertThat(failure.message()).contains("the key holds a set"));
        assertThat(open.apply(ON_A_TYPE))
                .hasSameSizeAs(ON_A_TYPE)
                .allSatisfy(failure -> assertThat(failure.message()).startsWith("WRONGTYPE"));
        assertThat(open.redis.smembers(open.prefix + "key")).containsExactly("1");
    }

    @Test
    void aProbeFindsNothingWrongWithAbsentKeysAndRightTypes() throws RedisAwayException {
        for (Command command : ON_A_TYPE) {
            assertThat(open.probe(command)).isEmpty();
            assertThat(open.apply(command)).isEmpty();
            assertThat(open.probe(command)).as(command.toString()).isEmpty();
            open.apply(Command.of(Verb.UNLINK, "key"));
        }
    }
}
