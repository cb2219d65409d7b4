package io.rowcast.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.rowcast.fixture.RedisCluster;
import io.rowcast.fixture.RedisNode;
import io.rowcast.fixture.RedisView;
import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClusterSessionIT {
    private static final String TOPIC = "topic-id";
    private static RedisCluster cluster;
    private static RedisView redis;

    private final LaneId lane = new LaneId("shop.things", 0);
    private final Map<LaneId, String> keys = Map.of(lane, new RedisKeys("p" + UUID.randomUUID()).watermark(lane));
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeAll
    static void start() {
        cluster = RedisCluster.start();
        redis = cluster.open();
        await("connections to all masters")
                .ignoreExceptions()
                .untilAsserted(() -> redis.sync().flushall());
    }

    @AfterAll
    static void stop() {
        redis.close();
        cluster.close();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        redis.sync().flushall();
    }

    /** Of another process, which knows nothing yet; it owns the lane. */
    private RedisSession claimed(String owner) throws RedisAwayException {
        RedisSession session = open();
        session.watch(keys).await();
        assertThat(session.claim(keys, owner)).isTrue();
        return session;
    }

    private RedisSession open() throws RedisAwayException {
        RedisConnector connector = new RedisConnector(cluster.uri());
        RedisSession session = connector.open();
        opened.add(session);
        opened.add(connector);
        return session;
    }

    /** Of records that make one command each, the first at that offset. */
    private Batch batch(long offset, Command... commands) {
        List<Origin> origins = new ArrayList<>();
        for (int i = 0; i < commands.length; i++) {
            origins.add(new Origin(lane, TOPIC, offset + i, i));
        }
        long end = offset + commands.length;
        return new Batch(List.of(commands), origins, Map.of(lane, new Watermark(end, end, TOPIC)));
    }

    private ExecReply apply(RedisSession session, String owner, long offset, Command... commands)
            throws RedisAwayException {
        return session.exec(batch(offset, commands), keys, owner).await();
    }

    private Held held(RedisSession session) throws RedisAwayException {
        return Objects.requireNonNull(session.watch(keys).await().get(lane));
    }

    private Held confirmed(RedisSession session) throws RedisAwayException {
        return Objects.requireNonNull(session.confirm(keys).get(lane));
    }

    @Test
    void aBatchThatIsReplayedTakesEffectOnce() throws Exception {
        Command[] commands = {
            Command.of(Verb.INCRBY, "a", "1"),
            Command.of(Verb.INCRBY, "b", "1"),
            Command.of(Verb.INCRBY, "a", "1"),
            Command.of(Verb.RPUSH, "c", "x")
        };
        assertThat(apply(claimed("first"), "first", 10, commands)).isEqualTo(new ExecReply(false, List.of()));

        assertThat(apply(claimed("second"), "second", 10, commands)).isEqualTo(new ExecReply(false, List.of()));

        assertThat(List.of(redis.sync().get("a"), redis.sync().get("b"))).containsExactly("2", "1");
        assertThat(redis.sync().lrange("c", 0, -1)).containsExactly("x");
    }

    @Test
    void aLaneGoesOnAtItsLastCheckpoint() throws Exception {
        RedisSession first = claimed("first");
        apply(first, "first", 10, Command.of(Verb.INCRBY, "a", "1"));
        first.confirm(keys);
        apply(first, "first", 11, Command.of(Verb.INCRBY, "a", "1"));

        Held found = held(open());

        assertThat(found.owner()).contains("first");
        assertThat(found.watermark()).contains(new Watermark(11, 11, TOPIC));
    }

    /** Of a session that stays open meanwhile. */
    @Test
    void aLaneThatComesBackGoesOnWhereAnotherOwnerLeftIt() throws Exception {
        RedisSession first = claimed("first");
        apply(first, "first", 0, Command.of(Verb.INCRBY, "a", "1"));
        RedisSession other = claimed("other");
        apply(other, "other", 1, Command.of(Verb.INCRBY, "a", "1"));
        other.confirm(keys);

        first.watch(keys).await();
        assertThat(first.claim(keys, "first")).as("of what it knew").isFalse();
        assertThat(held(first).watermark()).contains(new Watermark(2, 2, TOPIC));
        assertThat(first.claim(keys, "first")).isTrue();

        assertThat(apply(first, "first", 2, Command.of(Verb.INCRBY, "a", "1")).refused())
                .isFalse();
        assertThat(redis.sync().get("a")).isEqualTo("3");
    }

    @Test
    void aWriterThatLostItsLaneIsTold() throws Exception {
        RedisSession late = claimed("late");
        apply(late, "late", 0, Command.of(Verb.INCRBY, "a", "1"));
        late.confirm(keys);
        RedisSession owner = claimed("owner");
        apply(owner, "owner", 1, Command.of(Verb.INCRBY, "a", "1"));

        assertThat(apply(late, "late", 1, Command.of(Verb.INCRBY, "a", "1")).refused())
                .as("a slot that the owner has gone on with")
                .isTrue();
        assertThat(apply(late, "late", 1, Command.of(Verb.INCRBY, "b", "1")).refused())
                .as("a slot that it has not met")
                .isTrue();
        assertThat(confirmed(late).owner()).contains("owner");
        assertThat(redis.sync().get("a")).isEqualTo("2");
    }

    @Test
    void anEmptiedMasterTakesNothingOnTop() throws Exception {
        RedisSession session = claimed("me");
        apply(session, "me", 0, Command.of(Verb.INCRBY, "a", "1"));
        session.confirm(keys);

        redis.sync().flushall();

        assertThat(apply(session, "me", 1, Command.of(Verb.INCRBY, "a", "1")).refused())
                .isTrue();
        assertThat(apply(session, "me", 1, Command.of(Verb.INCRBY, "new", "1")).refused())
                .isTrue();
        assertThat(confirmed(session).owner()).isEmpty();
        assertThat(redis.sync().exists("a", "new")).isZero();
    }

    @Test
    void whatAProcessSawAcknowledgedIsMissed() throws Exception {
        RedisConnector connector = new RedisConnector(cluster.uri());
        opened.add(connector);
        RedisSession before = connector.open();
        before.watch(keys).await();
        before.claim(keys, "me");
        apply(before, "me", 0, Command.of(Verb.INCRBY, "a", "1"));
        before.confirm(keys);
        apply(before, "me", 1, Command.of(Verb.INCRBY, "a", "1"));
        before.close();
        assertThat(held(keep(connector.open())).lost(2, 1)).isFalse();

        String mark = ClusterKeys.of(keys).marks(Slots.of("a"));
        redis.sync().hset(mark, lane.toString(), "1 " + TOPIC);

        assertThat(held(keep(connector.open())).lost(2, 1)).isTrue();
    }

    private RedisSession keep(RedisSession session) {
        opened.add(0, session);
        return session;
    }

    @Test
    void aFailureIsToldAgainToTheOneWhoReplaysIt() throws Exception {
        redis.sync().set("text", "x");
        Command[] commands = {Command.of(Verb.SADD, "text", "1"), Command.of(Verb.INCRBY, "a", "1")};
        ExecReply told = apply(claimed("first"), "first", 5, commands);
        assertThat(told.failures()).hasSize(1);
        assertThat(told.failures().get(0).message()).startsWith("WRONGTYPE");

        RedisSession second = claimed("second");
        ExecReply again = apply(second, "second", 5, commands);

        assertThat(again).isEqualTo(told);
        second.confirm(keys);
        String marks = ClusterKeys.of(keys).marks(Slots.of("text"));
        assertThat(redis.sync().hexists(marks, lane + ":failures")).isTrue();
        apply(second, "second", 7, Command.of(Verb.SET, "text", "y"));
        assertThat(redis.sync().hexists(marks, lane + ":failures"))
                .as("no longer needed")
                .isFalse();
    }

    @Test
    void aReplayThatIsBegunAgainTakesEffectOnceAndAnotherOneFinishesIt() throws Exception {
        redis.sync().hset("letters", "7", "mark");
        redis.sync().set("c", "planted");
        Command push = Command.of(Verb.RPUSH, "c", "x");
        Command count = Command.of(Verb.INCRBY, "a", "1");
        assertThat(replay("first", "attempt 1", push, count))
                .extracting(ExecReply.Failure::command)
                .containsExactly(0);
        redis.sync().del("c");
        redis.sync().hset("letters", "7", "mark"); // as if the first had died before it came to that

        assertThat(replay("second", "attempt 1", push, count))
                .extracting(ExecReply.Failure::command)
                .containsExactly(0);
        assertThat(redis.sync().hget("letters", "7")).isEqualTo("mark !0");
        assertThat(replay("third", "attempt 2", push)).isEmpty();

        assertThat(redis.sync().exists("letters")).isZero();
        assertThat(redis.sync().get("a")).isEqualTo("1");
        assertThat(redis.sync().lrange("c", 0, -1)).containsExactly("x");
    }

    private List<ExecReply.Failure> replay(String owner, String attempt, Command... commands)
            throws RedisAwayException {
        ExecReply reply = claimed(owner)
                .replay(new Letter(lane, TOPIC, 5, attempt, List.of(commands), "letters", "7", "mark"), keys, owner);
        assertThat(reply.refused()).isFalse();
        return reply.failures();
    }

    @Test
    void decimalsAddUpExactly() throws Exception {
        RedisSession session = claimed("me");
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < 50; i++) {
            BigDecimal amount = new BigDecimal(i - 20).movePointLeft(i % 4).add(new BigDecimal("0.10"));
            sum = sum.add(amount);
            apply(session, "me", i, Command.of(Verb.HADD_DECIMAL, "sums", "all", amount.toPlainString()));
        }
        assertThat(new BigDecimal(redis.sync().hget("sums", "all"))).isEqualByComparingTo(sum);
    }

    @Test
    void whatStandsBesideAKeyLiesInItsSlot() throws Exception {
        RedisSession session = claimed("me");
        Map<String, String> written = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            String key = "key:" + i;
            apply(session, "me", i, Command.of(Verb.HSET, "book", "f" + i, "1").beside(key));
            written.put("f" + i, "1");
            assertThat(redis.sync().hget("book:" + Slots.tag(Slots.of(key)), "f" + i))
                    .isEqualTo("1");
        }

        Map<String, String> read = new HashMap<>();
        for (HashPages pages = session.pages("book"); pages.hasNext(); ) {
            read.putAll(pages.next());
        }

        assertThat(read).isEqualTo(written);
    }

    @Test
    void aSealedLaneTakesNothingOlderInAnySlot() throws Exception {
        RedisSession session = claimed("me");
        apply(session, "me", 0, Command.of(Verb.SET, "a", "1"));
        assertThat(session.seal(lane, keys, TOPIC, 50)).isTrue();
        RedisSession other = claimed("other");

        apply(other, "other", 49, Command.of(Verb.UNLINK, "a"));
        apply(other, "other", 49, Command.of(Verb.SET, "never-met", "1"));
        apply(other, "other", 50, Command.of(Verb.SET, "met", "1"));

        assertThat(redis.sync().get("a")).isEqualTo("1");
        assertThat(redis.sync().get("never-met")).isNull();
        assertThat(redis.sync().get("met")).isEqualTo("1");
    }

    @Test
    void eachMasterHasACopyOfTheNotes() throws Exception {
        RedisSession session = claimed("me");
        String key = "barrier";

        assertThat(session.note(lane, keys, "me", key, Map.of("0", "reset:g1"))).isTrue();

        assertThat(session.notes(key)).hasSize(RedisCluster.MASTERS).containsOnly(Map.of("0", "reset:g1"));
        claimed("other");
        assertThat(session.note(lane, keys, "me", key, Map.of("0", "reset:g2"))).isFalse();
    }

    @Test
    void aScanFindsTheKeysOfAllMasters() throws Exception {
        for (int i = 0; i < 500; i++) {
            redis.sync().set("scan:" + i, "1");
        }
        assertThat(AllPages.of(open().scan("scan:*", key -> !key.endsWith("7"))))
                .hasSize(450);
    }

    @Test
    void everyMasterSaysHowItIsSetUp() throws Exception {
        assertThat(open().info("memory"))
                .hasSize(RedisCluster.MASTERS)
                .allSatisfy((server, facts) -> assertThat(facts).containsKey("maxmemory_policy"));
    }

    /** The slot was looked at before, and what others had there is lost when the first write to it arrives. */
    @Test
    void aSlotThatIsEmptiedTakesNoFirstWriteThatIsOnItsWay() throws Exception {
        LaneId second = new LaneId(lane.topic(), 1);
        Map<LaneId, String> both = Map.of(
                lane, Objects.requireNonNull(keys.get(lane)),
                second, Objects.requireNonNull(keys.get(lane)).replace(lane.toString(), second.toString()));
        RedisSession session = open();
        session.watch(both).await();
        assertThat(session.claim(both, "me")).isTrue();
        assertThat(session.seal(lane, both, TOPIC, 1)).isTrue();
        RedisNode master = cluster.masters().stream()
                .filter(node -> cluster.slotsOf(node).contains(Slots.of("b")))
                .findFirst()
                .orElseThrow();
        client(master, "PAUSE", "60000", "WRITE");
        var flush = CompletableFuture.runAsync(() -> master.ask(r -> r.flushall()));
        await("the flush is held back").until(() -> heldBack(master) == 1);
        var write = CompletableFuture.supplyAsync(() -> first(session, second, both));
        await("the write is behind it").until(() -> heldBack(master) == 2);

        client(master, "UNPAUSE");

        flush.join();
        assertThat(write.join().refused()).isTrue();
        assertThat(redis.sync().exists("b")).isZero();
    }

    private static ExecReply first(RedisSession session, LaneId lane, Map<LaneId, String> keys) {
        Batch batch = new Batch(
                List.of(Command.of(Verb.SET, "b", "1")),
                List.of(new Origin(lane, TOPIC, 7, 0)),
                Map.of(lane, new Watermark(8, 8, TOPIC)));
        try {
            return session.exec(batch, keys, "me").await();
        } catch (RedisAwayException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void client(RedisNode node, String... words) {
        CommandArgs<String, String> command = new CommandArgs<>(StringCodec.UTF8);
        List.of(words).forEach(command::add);
        node.ask(r -> r.dispatch(CommandType.CLIENT, new StatusOutput<>(StringCodec.UTF8), command));
    }

    private static long heldBack(RedisNode node) {
        return node.ask(r -> r.clientList())
                .lines()
                .filter(client -> client.matches(".* flags=\\w*b\\w* .*"))
                .count();
    }
}
