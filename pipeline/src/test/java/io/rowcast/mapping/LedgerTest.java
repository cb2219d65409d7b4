package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Command;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Mapping mapping = Tables.compile("""
            table: shop.customers
            redis:
              - set: a:{city}
                member: "{email}/{id}"
                shared: true
              - counter: sums
                field: "{city}"
                sum: credit_limit
                shared: true
              - geo: places
                member: "{id}"
                lon: level
                lat: level
                shared: true
              - bitmap: bits
                bit: id
                shared: true
              - counter: board
                member: "{city}"
                shared: true
              - hash: own:{id}
            """).get(0);

    @Test
    void whatIsInTheLedgerTakesBackAllThatWasWritten() {
        Map<String, String> ledger = new HashMap<>();
        RedisModel redis = new RedisModel();
        for (int i = 1; i < 20; i++) {
            List<Command> commands = new ArrayList<>();
            mapping.apply(
                    Tables.change(
                            null, Tables.customer((long) i, "e:/" + i, "c:" + i % 3, "open", i + ".25", (long) i)),
                    commands);
            commands.removeIf(command -> command.key().startsWith("own:"));
            commands.forEach(redis::apply);
        }
        assertThat(mapping.ledger()).contains("rowcast:shared:shop.customers");
        redis.key("rowcast:shared:shop.customers").forEach(ledger::put);
        assertThat(ledger).hasSize(3 * 19 + 2 * 3);
        ledger.forEach((field, value) -> mapping.forget(field, value).forEach(redis::apply));
        ledger.keySet()
                .forEach(field ->
                        redis.apply(Command.of(io.rowcast.model.Verb.HDEL, "rowcast:shared:shop.customers", field)));
        assertThat(redis.key("sums").values()).containsOnly("0");
        assertThat(redis.key("board").values()).containsOnly("0");
        assertThat(redis.key("a:c:0")).isEmpty();
        assertThat(redis.key("places")).isEmpty();
        assertThat(redis.key("bits")).isEmpty();
        assertThat(redis.key("rowcast:shared:shop.customers")).isEmpty();
    }

    @Test
    void keysOfItsOwnAreNoMatterOfTheLedger() {
        assertThat(mapping.keySpaces()).hasSize(1);
        assertThat(mapping.forget("ffffffff:1:x", "")).isEmpty();
        assertThat(Tables.customers("hash: own:{id}").ledger()).isEmpty();
    }
}
