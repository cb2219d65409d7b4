package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.rowcast.fixture.LettuceClients;
import io.rowcast.fixture.TestServers;
import io.rowcast.model.Command;
import io.rowcast.model.JsonText;
import io.rowcast.model.Row;
import io.rowcast.redis.Batch;
import io.rowcast.redis.Capabilities;
import io.rowcast.redis.ExecReply;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisConnector;
import io.rowcast.redis.RedisSession;
import io.rowcast.redis.Watermark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What mappings make of rows is what Redis then holds. */
class OutputsIT {
    private static final Row ADA = row(1, "ada", "Oslo", "12.50", 3);
    private static final Row BOB = row(2, "bob", "Oslo", "-5", 8);
    private static final Row CAT = row(3, "cat", "Rome", "0.25", 5);

    private final String prefix = UUID.randomUUID() + ":";
    private final LaneId lane = new LaneId("shop.customers", 0);
    private final Map<LaneId, String> keys = Map.of(lane, prefix + "watermark");
    private long offset;
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

    static List<ReadmeExample> examples() throws IOException {
        return ReadmeExample.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void redisTakesTheCommandsOfTheReference(ReadmeExample example) throws RedisAwayException {
        Capabilities can = connector.capabilities().orElseThrow();
        assumeTrue(
                example.kinds().flatMap(kind -> kind.needs().stream()).allMatch(can::can),
                () -> "the example needs more than " + can);
        List<Command> commands = new ArrayList<>();
        for (ReadmeExample.Step step : example.steps()) {
            step.mapping().apply(step.change(), commands);
        }
        send(commands.stream()
                .map(command -> new Command(command.verb(), prefix + command.key(), command.arguments()))
                .toList());
    }

    @Test
    void positions() throws RedisAwayException {
        Mapping mapping = mapping("geo: %s\n    member: \"{id}\"\n    lon: credit_limit\n    lat: level");
        applyAll(mapping);
        assertThat(redis.geopos(prefix, "1", "2", "3")).satisfies(found -> {
            assertThat(found.get(0).getX().doubleValue()).isCloseTo(12.5, within(1e-5));
            assertThat(found.get(0).getY().doubleValue()).isCloseTo(9, within(1e-5));
            assertThat(found.get(1)).isNull();
            assertThat(found.get(2).getX().doubleValue()).isCloseTo(0.25, within(1e-5));
        });
    }

    private static Offset<Double> within(double by) {
        return Offset.offset(by);
    }

    @Test
    void theBestOfARanking() throws RedisAwayException {
        Mapping mapping = mapping("zset: %s\n    member: \"{email}\"\n    score: level\n    keep: 2");
        apply(mapping, null, ADA);
        apply(mapping, null, BOB);
        apply(mapping, null, CAT);
        assertThat(redis.zrange(prefix, 0, -1)).containsExactly("cat", "bob");
    }

    @Test
    void theNewestOfAListOnEitherSide() throws RedisAwayException {
        applyAll(mapping("list: %s\n    value: \"{email}\"\n    side: left\n    keep: 2"));
        assertThat(redis.lrange(prefix, 0, -1)).containsExactly("cat", "bob");
        redis.del(prefix);
        applyAll(mapping("list: %s\n    value: \"{email}\"\n    keep: 2"));
        assertThat(redis.lrange(prefix, 0, -1)).containsExactly("bob", "cat");
    }

    @Test
    void aStringThatGrows() throws RedisAwayException {
        applyAll(mapping("string: %s\n    value: \"{email};\"\n    append: true"));
        assertThat(redis.get(prefix)).isEqualTo("ada;bob;cat;");
    }

    @Test
    void sumsAsScores() throws RedisAwayException {
        applyAll(mapping("counter: %s\n    member: \"{city}\"\n    sum: level"));
        assertThat(redis.zscore(prefix, "Oslo")).isEqualTo(9);
        assertThat(redis.zscore(prefix, "Rome")).isEqualTo(5);
    }

    @Test
    void aStreamOfFields() throws RedisAwayException {
        applyAll(mapping("stream: %s\n    fields: [id, {points: level}]\n    keep: 100"));
        List<StreamMessage<String, String>> entries = redis.xrange(prefix, Range.unbounded(), Limit.unlimited());
        assertThat(entries)
                .extracting(StreamMessage::getBody)
                .containsExactly(
                        Map.of("op", "c", "id", "1", "points", "3"),
                        Map.of("op", "c", "id", "2", "points", "8"),
                        Map.of("op", "c", "id", "3", "points", "5"),
                        Map.of("op", "u", "id", "1", "points", "9"),
                        Map.of("op", "d", "id", "2", "points", "8"));
    }

    @Test
    void aStreamOfWholeChanges() throws RedisAwayException {
        apply(mapping("stream: %s"), ADA, null);
        assertThat(redis.xrange(prefix, Range.unbounded()))
                .extracting(StreamMessage::getBody)
                .containsExactly(Map.of(
                        "op",
                        "d",
                        "table",
                        "shop.customers",
                        "before",
                        "{\"id\":1,\"email\":\"ada\",\"city\":\"Oslo\",\"status\":\"open\",\"credit_limit\":12.50,"
                                + "\"level\":3,\"doc\":{\"a\":[1,2]}}",
                        "committed",
                        "0"));
    }

    @Test
    void aStreamStaysAboutAsLongAsItShould() throws RedisAwayException {
        Mapping mapping = mapping("stream: %s\n    fields: [id]\n    keep: 100");
        for (int i = 0; i < 1_000; i++) {
            apply(mapping, null, ADA);
        }
        assertThat(redis.xlen(prefix)).isBetween(100L, 300L);
    }

    @Test
    void noticesForThoseWhoListen() throws RedisAwayException, InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (StatefulRedisPubSubConnection<String, String> listener = client.connectPubSub()) {
            listener.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, String message) {
                    heard.add(message);
                }
            });
            listener.sync().subscribe(prefix);
            applyAll(mapping("publish: %s"));
            for (String expected : List.of("c 1", "c 2", "c 3", "u 1", "d 2")) {
                assertThat(heard.poll(10, TimeUnit.SECONDS))
                        .isEqualTo("{\"table\":\"shop.customers\",\"op\":\"" + expected.charAt(0)
                                + "\",\"key\":{\"id\":" + expected.charAt(2) + "}}");
            }
        }
        assertThat(redis.exists(prefix)).isZero();
    }

    @Test
    void whoExists() throws RedisAwayException {
        applyAll(mapping("bitmap: %s\n    bit: id * 1000"));
        assertThat(redis.getbit(prefix, 1_000)).isOne();
        assertThat(redis.getbit(prefix, 2_000)).isZero();
        assertThat(redis.getbit(prefix, 3_000)).isOne();
        assertThat(redis.bitcount(prefix)).isEqualTo(2);
    }

    /** Without filters of the server an item is seven bits of a bitmap. */
    @Test
    void whatMayExist() throws RedisAwayException {
        Capabilities can = connector.capabilities().orElseThrow();
        assumeFalse(can.bloom(), () -> "a bitmap is for servers without BF.INSERT, found " + can);
        Mapping mapping = mapping("bloom: %s\n    item: \"{email}\"\n    capacity: 10000");
        apply(mapping, null, ADA);
        long one = redis.bitcount(prefix);
        applyAll(mapping);
        assertThat(one).isBetween(6L, 7L);
        assertThat(redis.bitcount(prefix)).isBetween(18L, 21L);
    }

    /** Three rows come, the first one gets another level, the second one is deleted. */
    private void applyAll(Mapping mapping) throws RedisAwayException {
        apply(mapping, null, ADA);
        apply(mapping, null, BOB);
        apply(mapping, null, CAT);
        apply(mapping, ADA, row(1, "ada", "Oslo", "12.50", 9));
        apply(mapping, BOB, null);
    }

    private void apply(Mapping mapping, @Nullable Row before, @Nullable Row after) throws RedisAwayException {
        List<Command> commands = new ArrayList<>();
        mapping.apply(Tables.change(before, after), commands);
        send(commands);
    }

    private void send(List<Command> commands) throws RedisAwayException {
        session.watch(keys).await();
        offset++;
        Batch batch = new Batch(commands, List.of(), Map.of(lane, new Watermark(offset, offset, "topic-id")));
        assertThat(session.exec(batch, keys, "me").await()).isEqualTo(new ExecReply(false, List.of()));
    }

    /** @param output with {@code %s} where the key stands */
    private Mapping mapping(String output) {
        return Tables.customers(output.replace("%s", '"' + prefix + '"'));
    }

    private static Row row(long id, String email, String city, String credit, long level) {
        return Tables.customer(id, email, city, "open", credit, level, new JsonText("{\"a\":[1,2]}"));
    }
}
