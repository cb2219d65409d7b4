package io.rowcast.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import io.rowcast.fixture.LettuceClients;
import io.rowcast.fixture.TestServers;
import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisSessionIT {
    private final String prefix = UUID.randomUUID() + ":";
    private final LaneId lane = new LaneId("shop.things", 0);
    private final Map<LaneId, String> keys = Map.of(lane, prefix + "watermark");
    private RedisConnector connector;
    private RedisSession session;
    private RedisClient client;
    private RedisCommands<String, String> redis;

    @BeforeEach
    void open() throws RedisAwayException {
        String uri = TestServers.redis().uri();
        connector = new RedisConnector(uri);
        session = connector.open();
        client = RedisClient.create(uri);
        redis = client.connect().sync();
    }

    @AfterEach
    void close() {
        session.close();
        connector.close();
        LettuceClients.shutdown(client);
    }

    @Test
    void aBatchAndItsWatermarkTakeEffectTogether() throws RedisAwayException {
        ExecReply reply = apply("me", 5, command(Verb.HSET, "row", "name", "Ann"), command(Verb.SADD, "set", "1"));

        assertThat(reply).isEqualTo(new ExecReply(false, List.of()));
        assertThat(redis.hgetall(prefix + "row")).containsExactly(Map.entry("name", "Ann"));
        assertThat(redis.smembers(prefix + "set")).containsExactly("1");
        assertThat(session.confirm(keys).get(lane))
                .isEqualTo(new Held(Optional.of("me"), Optional.of(new Watermark(5, 3, "topic-id"))));
    }

    @Test
    void aLargeHashIsReadAPageAtATimeWhileItIsEmptied() throws RedisAwayException {
        for (int i = 0; i < 5000; i++) {
            redis.hset(prefix + "hash", "field" + i, "" + i);
        }
        Map<String, String> read = new HashMap<>();
        int count = 0;
        for (HashPages pages = session.pages(prefix + "hash"); pages.hasNext(); count++) {
            Map<String, String> page = pages.next();
            read.putAll(page);
            if (!page.isEmpty()) {
                redis.hdel(prefix + "hash", page.keySet().toArray(String[]::new));
            }
        }

        assertThat(read).hasSize(5000).containsEntry("field77", "77");
        assertThat(count).isGreaterThan(5);
        assertThat(redis.exists(prefix + "hash")).isZero();
        assertThat(session.pages(prefix + "hash").next()).isEmpty();
    }

    @Test
    void anUnknownLaneHasNoOwnerAndNoWatermark() throws RedisAwayException {
        assertThat(session.watch(keys).await().get(lane)).isEqualTo(new Held(Optional.empty(), Optional.empty()));
    }

    @Test
    void aFailedCommandIsReportedAndTheOthersTakeEffect() throws RedisAwayException {
        redis.set(prefix + "text", "x");
        ExecReply reply = apply(
                "me",
                5,
                command(Verb.SADD, "set", "1"),
                command(Verb.HSET, "text", "a", "b"),
                command(Verb.ADD_DECIMAL, "sum", "1.5"),
                command(Verb.INCRBY, "text", "1"));

        assertThat(reply.failures()).extracting(ExecReply.Failure::command).containsExactly(1, 3);
        assertThat(reply.failures().get(0).message()).startsWith("WRONGTYPE");
        assertThat(redis.get(prefix + "sum")).isEqualTo("1.5");
        assertThat(session.confirm(keys))
                .containsEntry(lane, new Held(Optional.of("me"), Optional.of(new Watermark(5, 3, "topic-id"))));
    }

    @Test
    void aBatchIsRefusedWhenTheWatermarkChangedAfterItWasLookedAt() throws RedisAwayException {
        session.watch(keys).await();
        redis.hset(prefix + "watermark", "owner", "another");

        ExecReply reply = session.exec(batch(5, command(Verb.SADD, "set", "1")), keys, "me")
                .await();

        assertThat(reply.refused()).isTrue();
        assertThat(redis.exists(prefix + "set")).isZero();
    }

    @Test
    void aRedisThatIsOutOfMemoryRefusesTheBatchAsAWhole() throws RedisAwayException {
        session.watch(keys).await();
        redis.configSet("maxmemory", "1");
        try {
            assertThatThrownBy(() -> session.exec(batch(5, command(Verb.SADD, "set", "1")), keys, "me")
                            .await())
                    .isInstanceOf(RedisAwayException.class)
                    .hasMessageContaining("OOM");
        } finally {
            redis.configSet("maxmemory", "0");
        }
        assertThat(redis.exists(prefix + "set", prefix + "watermark")).isZero();
    }

    @Test
    void decimalsAddUpExactlyLikeBigDecimal() throws RedisAwayException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        BigDecimal expected = BigDecimal.ZERO;
        List<Command> additions = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            BigDecimal amount = new BigDecimal(new BigInteger(random.nextInt(120), random), random.nextInt(20));
            amount = random.nextBoolean() ? amount.negate() : amount;
            expected = expected.add(amount);
            additions.add(command(Verb.ADD_DECIMAL, "sum", amount.toPlainString()));
            additions.add(command(Verb.HADD_DECIMAL, "sums", "field", amount.toPlainString()));
        }

        ExecReply reply = apply("me", 5, additions.toArray(Command[]::new));

        assertThat(reply.failures()).as("seed %d", seed).isEmpty();
        assertThat(new BigDecimal(redis.get(prefix + "sum")))
                .as("seed %d", seed)
                .isEqualByComparingTo(expected);
        assertThat(redis.hget(prefix + "sums", "field")).isEqualTo(redis.get(prefix + "sum"));
    }

    @Test
    void aSumKeepsItsScaleItsZeroAndItsTimeToLive() throws RedisAwayException {
        apply("me", 5, command(Verb.ADD_DECIMAL, "sum", "12.50"), command(Verb.EXPIRE, "sum", "1000"));
        apply("me", 6, command(Verb.ADD_DECIMAL, "sum", "-12.50"));

        assertThat(redis.get(prefix + "sum")).isEqualTo("0.00");
        assertThat(redis.ttl(prefix + "sum")).isPositive();
    }

    @Test
    void aSumSurvivesAnEmptiedScriptCache() throws RedisAwayException {
        apply("me", 5, command(Verb.ADD_DECIMAL, "sum", "1"));
        redis.scriptFlush();

        assertThat(apply("me", 6, command(Verb.ADD_DECIMAL, "sum", "2")).failures())
                .isEmpty();
        assertThat(redis.get(prefix + "sum")).isEqualTo("3");
    }

    @Test
    void aLetterTakesItsMarkAlongOrSaysThereWhatFailed() throws RedisAwayException {
        redis.set(prefix + "list", "planted");
        redis.hset(prefix + "letters", "7", "mark");
        Letter letter = letter(command(Verb.RPUSH, "list", "a"), command(Verb.INCRBY, "count", "2"));

        assertThat(replay(letter).failures())
                .extracting(ExecReply.Failure::command)
                .containsExactly(0);
        assertThat(redis.hget(prefix + "letters", "7")).isEqualTo("mark !0");
        redis.del(prefix + "list");
        assertThat(replay(letter(command(Verb.RPUSH, "list", "a"))).failures()).isEmpty();

        assertThat(redis.exists(prefix + "letters")).isZero();
        assertThat(redis.lrange(prefix + "list", 0, -1)).containsExactly("a");
        assertThat(redis.get(prefix + "count")).isEqualTo("2");
    }

    private Letter letter(Command... commands) {
        return new Letter(lane, "topic-id", 5, "attempt", List.of(commands), prefix + "letters", "7", "mark");
    }

    private ExecReply replay(Letter letter) throws RedisAwayException {
        session.watch(keys).await();
        return session.replay(letter, keys, "me");
    }

    @Test
    void whatMustNotBeSentAgainIsNotedWhenItIsRefused() throws RedisAwayException {
        redis.set(prefix + "count", String.valueOf(Long.MAX_VALUE));
        redis.set(prefix + "list", "planted");
        Batch batch = new Batch(
                List.of(
                        command(Verb.INCRBY, "count", "1"),
                        command(Verb.INCRBY, "count", "-1"),
                        command(Verb.HSET, "list", "a", "b"),
                        command(Verb.RPUSH, "list", "x"),
                        command(Verb.ADD_DECIMAL, "sum", "1.5")),
                List.of(new Origin(lane, "topic-id", 4, 0), new Origin(lane, "topic-id", 6, 3)),
                Map.of(lane, new Watermark(7, 4, "topic-id")));
        session.watch(keys).await();

        assertThat(session.exec(batch, keys, "me").await().failures())
                .extracting(ExecReply.Failure::command)
                .containsExactly(0, 2, 3);
        assertThat(session.refused(lane, prefix + "watermark", "topic-id")).containsOnlyKeys("4:0", "4:2", "6:0");
        assertThat(session.refused(lane, prefix + "watermark", "another")).isEmpty();
        assertThat(redis.get(prefix + "sum")).isEqualTo("1.5");
    }

    @Test
    void aProbeTellsWhatWouldFailAndChangesNothing() throws RedisAwayException {
        redis.set(prefix + "text", "x");
        redis.rpush(prefix + "list", "1");

        List<ExecReply.Failure> failures = session.probe(List.of(
                command(Verb.HSET, "text", "a", "b"),
                command(Verb.RPUSH, "list", "2"),
                command(Verb.INCRBY, "text", "1"),
                command(Verb.SET, "list", "x"),
                command(Verb.SADD, "absent", "1")));

        assertThat(failures).extracting(ExecReply.Failure::command).containsExactly(0, 2);
        assertThat(redis.lrange(prefix + "list", 0, -1)).containsExactly("1");
        assertThat(redis.exists(prefix + "absent")).isZero();
    }

    @Test
    void aKeyOfManyMembersIsFreedBehindTheScenes() throws RedisAwayException {
        redis.eval(
                "for i = 1, 100000 do redis.call('ZADD', KEYS[1], i, i) end", ScriptOutputType.STATUS, prefix + "many");
        long before = lazilyFreed();

        apply("me", 5, command(Verb.UNLINK, "many"));

        assertThat(redis.exists(prefix + "many")).isZero();
        Awaitility.await().until(() -> lazilyFreed() > before);
    }

    private long lazilyFreed() throws RedisAwayException {
        return Long.parseLong(session.info("memory").getOrDefault("", Map.of()).getOrDefault("lazyfreed_objects", "0"));
    }

    @Test
    void aScanFindsAllKeysOfASpaceAndNoOthers() throws RedisAwayException {
        for (int i = 0; i < 5000; i++) {
            redis.set(prefix + "scan:" + i, "");
        }
        redis.set(prefix + "scan:other", "");

        assertThat(AllPages.of(session.scan(prefix + "scan:*", key -> !key.endsWith("other"))))
                .hasSize(5000)
                .doesNotContain(prefix + "scan:other");
    }

    @Test
    void aLostConnectionIsReported() {
        redis.clientKill(KillArgs.Builder.typeNormal().skipme());

        assertThatThrownBy(() -> session.watch(keys).await()).isInstanceOf(RedisAwayException.class);
    }

    @Test
    void aRefusedLoginIsToldFromAnAbsentServer() {
        String address = TestServers.redis().uri().substring("redis://".length());
        try (RedisConnector refused = new RedisConnector("redis://nobody:wrong@" + address);
                RedisConnector absent = new RedisConnector("redis://127.0.0.1:1")) {
            assertThat(refused.refusal())
                    .hasValueSatisfying(refusal -> assertThat(refusal.message()).contains("WRONGPASS"));
            assertThat(absent.refusal()).isEmpty();
            assertThatThrownBy(absent::open)
                    .isInstanceOf(RedisAwayException.class)
                    .hasMessageContaining("127.0.0.1:1");
        }
    }

    private ExecReply apply(String owner, long offset, Command... commands) throws RedisAwayException {
        session.watch(keys).await();
        return session.exec(batch(offset, commands), keys, owner).await();
    }

    private Batch batch(long offset, Command... commands) {
        return new Batch(List.of(commands), List.of(), Map.of(lane, new Watermark(offset, offset - 2, "topic-id")));
    }

    private Command command(Verb verb, String key, String... arguments) {
        return Command.of(verb, prefix + key, arguments);
    }
}
