package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Command;
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
            """;

    private final Mapping mapping = Tables.compile(MAPPING).get(0);

    @Test
    void changesLeadWhereTheRowsThatAreLeftLead() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        RedisModel redis = new RedisModel();
        Map<Long, Row> rows = new TreeMap<>();
        for (int i = 0; i < 5_000; i++) {
            long id = random.nextInt(9);
            Row before = rows.get(id);
            Row after = before != null && random.nextInt(4) == 0 ? null : row(id, random);
            apply(before, after, redis);
            if (after == null) {
                rows.remove(id);
            } else {
                rows.put(id, after);
            }
            if (i % 50 == 0) {
                RedisModel fresh = new RedisModel();
                rows.values().forEach(row -> apply(null, row, fresh));
                assertThat(redis.withoutZeroCounters())
                        .as("seed %d, change %d", seed, i)
                        .isEqualTo(fresh.withoutZeroCounters());
            }
        }
        rows.values().forEach(row -> apply(row, null, redis));
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
            List<Command> once = commands(before, after);
            assertThat(commands(before, after)).as("seed %d", seed).isEqualTo(once);
            for (Command command : once) {
                assertThat(mapping.keySpaces())
                        .as("seed %d: %s", seed, command)
                        .filteredOn(space -> space.owns(command.key()))
                        .hasSize(1);
                commands++;
            }
            if (before != null) {
                assertThat(commands(before, before))
                        .as("seed %d: nothing changed", seed)
                        .isEmpty();
            }
        }
        assertThat(commands).isGreaterThan(2_000);
    }

    private void apply(@Nullable Row before, @Nullable Row after, RedisModel redis) {
        commands(before, after).forEach(redis::apply);
    }

    private List<Command> commands(@Nullable Row before, @Nullable Row after) {
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
                maybe(random.nextInt(5) - 1L, random));
    }

    private static @Nullable Object maybe(Object value, Random random) {
        return random.nextInt(4) == 0 ? null : value;
    }
}
