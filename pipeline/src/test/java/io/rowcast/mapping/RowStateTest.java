package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Command;
import io.rowcast.model.Row;
import io.rowcast.model.RowShape;
import io.rowcast.model.RowState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows as they are, from a source that does not say what they were. */
class RowStateTest {
    private static final Row KEY = new Row(new RowShape(List.of("id")), new Object[] {7L});
    private static final Row ANN = Tables.customer(7L, "ann@x", "Oslo", "active", "12.50", 3L);
    private static final Row NAMELESS = Tables.customer(7L, null, "Oslo", "closed", "12.50", null);

    @Test
    void aRowReplacesWhateverWasInItsPlace() {
        Mapping hash = Tables.customers("hash: customer:{id}\n    fields: [email, city]");

        assertThat(commands(hash, ANN)).containsExactly("HSET customer:7 email ann@x city Oslo");
        assertThat(commands(hash, NAMELESS)).containsExactly("HSET customer:7 city Oslo", "HDEL customer:7 email");
        assertThat(commands(hash, null)).containsExactly("UNLINK customer:7");
    }

    @Test
    void aRowThatHasNoPlaceAnyMoreLeavesTheOneItHad() {
        Mapping string = Tables.customers("string: level:{id}\n    value: \"{level}\"");
        Mapping zset = Tables.customers("zset: levels\n    member: \"{id}\"\n    score: level");
        Mapping when = Tables.customers("set: actives\n    member: \"{id}\"\n    when: status == 'active'");

        assertThat(commands(string, ANN)).containsExactly("SET level:7 3");
        assertThat(commands(string, NAMELESS)).containsExactly("UNLINK level:7");
        assertThat(commands(zset, NAMELESS)).containsExactly("ZREM levels 7");
        assertThat(commands(when, ANN)).containsExactly("SADD actives 7");
        assertThat(commands(when, NAMELESS)).containsExactly("SREM actives 7");
    }

    @Test
    void onDeleteIsKept() {
        Mapping keep = Tables.customers("hash: customer:{id}\n    fields: [city]\n    on_delete: keep");
        Mapping tombstone = Tables.customers("hash: customer:{id}\n    fields: [city]\n    on_delete: tombstone");

        assertThat(commands(keep, null)).isEmpty();
        assertThat(commands(tombstone, null))
                .containsExactly("UNLINK customer:7", "HSET customer:7 _deleted 1", "EXPIRE customer:7 60");
        assertThat(commands(tombstone, ANN)).containsExactly("UNLINK customer:7", "HSET customer:7 city Oslo");
    }

    @Test
    void placesOfThePrimaryKeyAloneDoNotNeedTheRowBefore() {
        for (String output : new String[] {
            "hash: customer:{id}",
            "string: \"by:{id}\"\n    value: \"{city}\"",
            "set: all\n    member: \"{id}\"",
            "hash: names\n    field: \"{id}\"\n    value: \"{email}\"",
            "hash: \"{_table}:{id}\""
        }) {
            assertThat(Tables.customers(output).needsBefore()).as(output).isEmpty();
        }
    }

    @Test
    void allOthersSayWhatTheyNeed() {
        needsBefore(
                "set: in:{city}\n    member: \"{id}\"",
                "redis[0] (set in:{city}) of shop.customers has a key or member"
                        + " that a changed row would leave behind; expected nothing in it but the primary-key columns id");
        needsBefore("string: \"by:{email}\"\n    value: \"{id}\"", "redis[0] (string by:{email})");
        needsBefore("counter: customers", "depends on what a row was before");
        needsBefore("list: log:{id}\n    value: \"{id}\"", "depends on what a row was before");
        needsBefore("set: tags:{id}\n    each: {tag: doc.tags}\n    member: \"{tag}\"", "without each");
    }

    @Test
    void whatCountsARowAgainAccumulates() {
        assertThat(Tables.customers("counter: customers").accumulates())
                .contains("redis[0] (counter customers) of shop.customers");
        assertThat(Tables.customers("list: log\n    value: \"{id}\"").accumulates())
                .isPresent();
        assertThat(Tables.customers("hash: customer:{id}").accumulates()).isEmpty();
    }

    private static void needsBefore(String output, String reason) {
        assertThat(Tables.customers(output).needsBefore())
                .as(output)
                .hasValueSatisfying(found -> assertThat(found).contains(reason));
    }

    private static List<String> commands(Mapping mapping, @Nullable Row after) {
        List<Command> commands = new ArrayList<>();
        mapping.apply(
                new RowState(Tables.CUSTOMERS.table(), after == null ? KEY : after, after, Instant.EPOCH), commands);
        return commands.stream().map(Command::toString).toList();
    }
}
