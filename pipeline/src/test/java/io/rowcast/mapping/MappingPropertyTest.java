package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Command;
import io.rowcast.model.JsonText;
import io.rowcast.model.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever happens to rows, Redis is what it would be had the rows that are left come as they are. */
class MappingPropertyTest {
    private static final String MAPPING = """
            table: shop.customers
            when: status != 'closed' && (level == null || level >= 0)
            let:
              place: city + '!'
              worth: credit_limit * level
            redis:
              - hash: hash:{id}
                fields: [email, city, place, worth, {next: level + 1}]
              - hash: moving:{id}:{city}
              - hash: bucket:{id / 3}
                field: "{id % 3}"
                value: "{place}"
              - string: string:{id}:{email}
                value: "{worth}"
              - string: text:{id}:{city}
                value: json
              - json: document:{id}:{city}
                fields: [level, doc, credit_limit]
              - json: parts:{level}
                path: "in.{city}.{id}"
                fields: [email, status]
              - json: elements:{city}
                path: rows
                array_key: [level, id]
              - set: set:{city}
                member: "{id}"
              - zset: zset:{level}
                member: "{id}"
                score: credit_limit
              - counter: counter:rows:{city}
              - counter: counter:levels
                field: "{city}"
                sum: level
              - counter: counter:worth:{place}
                sum: worth
              - counter: counter:board
                member: "{city}"
                sum: level
              - geo: geo:{city}
                member: "{id}"
                lon: credit_limit
                lat: level
              - bitmap: bitmap:{city}
                bit: id * 7
              - set: tagged:{tag}
                each: {tag: "doc.tags"}
                member: "{id}"
              - hash: tags:{id}
                each: {tag: "doc.tags"}
                field: "{tag}"
                value: "{email}"
              - geo: around:{tag}
                each: {tag: "doc.tags"}
                member: "{id}"
                lon: level
                lat: credit_limit
              - counter: counter:tags
                each: {tag: "doc.tags"}
                member: "{tag}"
            """;

    /** What others write too is entered in a ledger, key spaces do not tell of it. */
    private static final String SHARED = """
            table: shop.customers
            redis:
              - geo: all:positions
                member: c{id}
                lon: level
                lat: credit_limit
                shared: true
              - bitmap: all:bits
                bit: id
                shared: true
              - counter: counter:all
                member: "{city}"
                sum: level
                shared: true
              - json: all:documents
                path: "at.{city}.{id}"
                fields: [level, email]
                shared: true
              - json: all:documents
                path: "sorted.{city}"
                array_key: [email, id]
                fields: [id, email]
                when: level != 1
                shared: true
              - json: all:documents
                fields: [{last: 1}]
                when: id == 1
                shared: true
              - set: tag:{tag}
                each: {tag: "doc.tags"}
                member: "{id}"
                shared: true
            """;

    private final Mapping mapping = Tables.compile(MAPPING).get(0);

    @Test
    void changesLeadWhereTheRowsThatAreLeftLead() {
        changesLeadWhereTheRowsThatAreLeftLead(mapping);
    }

    @Test
    void soTheyDoWhereTablesShareKeys() {
        changesLeadWhereTheRowsThatAreLeftLead(Tables.compile(SHARED).get(0));
    }

    private static void changesLeadWhereTheRowsThatAreLeftLead(Mapping mapping) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        RedisModel redis = new RedisModel();
        Map<Long, Row> rows = new TreeMap<>();
        for (int i = 0; i < 5_000; i++) {
            long id = random.nextInt(9);
            Row before = rows.get(id);
            Row after = before != null && random.nextInt(4) == 0 ? null : row(id, random);
            apply(mapping, before, after, redis);
            if (after == null) {
                rows.remove(id);
            } else {
                rows.put(id, after);
            }
            if (i % 50 == 0) {
                RedisModel fresh = new RedisModel();
                rows.values().forEach(row -> apply(mapping, null, row, fresh));
                assertThat(redis.withoutZeroCounters())
                        .as("seed %d, change %d", seed, i)
                        .isEqualTo(fresh.withoutZeroCounters());
            }
        }
        rows.values().forEach(row -> apply(mapping, row, null, redis));
        assertThat(redis.withoutZeroCounters()).as("seed %d, all deleted", seed).isEmpty();
    }

    @Test
    void theSameChangeHasTheSameCommandsAndStaysInItsKeySpaces() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int commands = 0;
        for (int i = 0; i < 2_000; i++) {
            Row before = random.nextBoolean() ? row(1, random) : null;
            Row after = before == null || random.nextBoolean() ? row(1, random) : null;
            List<Command> once = commands(mapping, before, after);
            assertThat(commands(mapping, before, after)).as("seed %d", seed).isEqualTo(once);
            for (Command command : once) {
                assertThat(mapping.keySpaces())
                        .as("seed %d: %s", seed, command)
                        .filteredOn(space -> space.owns(command.key()))
                        .hasSize(1);
                commands++;
            }
            if (before != null) {
                assertThat(commands(mapping, before, before))
                        .as("seed %d: nothing changed", seed)
                        .isEmpty();
            }
        }
        assertThat(commands).isGreaterThan(2_000);
    }

    @Test
    void whatIsAppliedTwiceIsAsIfAppliedOnceWhereRowsAreFoundAgain() {
        Mapping repeatable = Tables.compile(MAPPING.replaceAll("(?m)^  - counter: .*\\n(    .*\\n)*", ""))
                .get(0);
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        RedisModel once = new RedisModel();
        RedisModel twice = new RedisModel();
        for (int i = 0; i < 2_000; i++) {
            Row before = random.nextBoolean() ? row(1, random) : null;
            Row after = before == null || random.nextBoolean() ? row(1, random) : null;
            apply(repeatable, before, after, once);
            apply(repeatable, before, after, twice);
            apply(repeatable, before, after, twice);
            assertThat(twice.withoutZeroCounters())
                    .as("seed %d, change %d", seed, i)
                    .isEqualTo(once.withoutZeroCounters());
        }
    }

    private static void apply(Mapping mapping, @Nullable Row before, @Nullable Row after, RedisModel redis) {
        commands(mapping, before, after).forEach(redis::apply);
    }

    private static List<Command> commands(Mapping mapping, @Nullable Row before, @Nullable Row after) {
        List<Command> commands = new ArrayList<>();
        mapping.apply(Tables.change(before, after), commands);
        return commands;
    }

    private static Row row(long id, Random random) {
        return Tables.customer(
                id,
                maybe("e" + random.nextInt(3), random),
                maybe("c" + random.nextInt(3), random),
                random.nextInt(5) == 0 ? "closed" : "open",
                maybe(random.nextInt(3) + ".5" + random.nextInt(2), random),
                maybe(random.nextInt(5) - 1L, random),
                maybe(
                        new JsonText("{\"tags\":[" + (random.nextBoolean() ? "\"a\"," : "") + random.nextInt(3) + "]}"),
                        random));
    }

    private static @Nullable Object maybe(Object value, Random random) {
        return random.nextInt(4) == 0 ? null : value;
    }
}
