package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AlignmentTest {

    private static void aligned(String output) {
        assertThat(Tables.customers(output).unaligned()).as(output).isEmpty();
    }

    private static void unaligned(String output, String sentence) {
        assertThat(Tables.customers(output).unaligned()).as(output).contains(sentence);
    }

    @Test
    void outputsThatNameThePrimaryKeyAreAligned() {
        aligned("hash: customer:{id}");
        aligned("string: \"by:{city}:{id}\"\n    value: \"1\"");
        aligned("set: in:{city}\n    member: \"{id}\"");
        aligned("zset: ranks\n    member: \"{email}/{id}\"\n    score: level");
        aligned("hash: names\n    field: \"{id}\"\n    value: \"{email}\"");
        aligned("geo: places\n    member: \"{id}\"\n    lon: level\n    lat: level");
        aligned("bitmap: exists\n    bit: id");
        aligned("stream: of:{id}");
        aligned("publish: changes");
        aligned("publish: changes\n    message: \"customer:{id}\"");
        aligned("list: visits:{id}\n    value: \"{city}\"");
    }

    @Test
    void countersAreAlignedSinceTheirOrderDoesNotMatter() {
        aligned("counter: in:{city}");
        aligned("counter: in\n    member: \"{city}\"");
        aligned("bloom: emails\n    item: \"{email}\"");
        aligned("counter: in\n    field: \"{city}\"\n    sum: credit_limit");
    }

    @Test
    void outputsThatRowsCanMeetInAreNot() {
        unaligned(
                "string: customer:by-email:{email}\n    value: \"{id}\"",
                "redis[0] (string customer:by-email:{email}) of shop.customers does not tell rows apart by the"
                        + " primary-key column id, as {id} in the key would");
        unaligned(
                "set: cities\n    member: \"{city}\"",
                "redis[0] (set cities) of shop.customers does not tell rows apart by the primary-key column id,"
                        + " as {id} in the key or member would");
        unaligned(
                "zset: best\n    member: \"{id}\"\n    score: level\n    keep: 3",
                "redis[0] (zset best) of shop.customers does not tell rows apart by the primary-key column id, as {id}"
                        + " in the key would");
        unaligned(
                "publish: changes\n    message: \"{city}\"",
                "redis[0] (publish changes) of shop.customers does not tell rows apart by the primary-key column id,"
                        + " as {id} in the channel or message would");
        assertThat(Tables.customers("stream: changes").unaligned()).isPresent();
        assertThat(Tables.customers("bitmap: levels\n    bit: level").unaligned())
                .isPresent();
        assertThat(Tables.customers("string: log\n    value: x\n    append: true")
                        .unaligned())
                .isPresent();
        assertThat(Tables.customers("list: log\n    value: \"{id}\"").unaligned())
                .isPresent();
        assertThat(Tables.customers("hash: b:{id / 10}\n    field: \"{id % 10}\"\n    value: \"1\"")
                        .unaligned())
                .isPresent();
        assertThat(Tables.customers("hash: customer:{id}{level}").unaligned()).isPresent();
    }

    @Test
    void allColumnsOfThePrimaryKeyAreNeeded() {
        String table = "table: shop.lines\nredis:\n  - ";
        assertThat(Tables.compile(table + "hash: line:{order_id}:{sku}").get(0).unaligned())
                .isEmpty();
        assertThat(Tables.compile(table + "set: of:{order_id}\n    member: \"{sku}\"")
                        .get(0)
                        .unaligned())
                .isEmpty();
        assertThat(Tables.compile(table + "hash: line:{order_id}:{place}:{sku}")
                        .get(0)
                        .unaligned())
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("primary-key column sku,"));
        assertThat(Tables.compile(table + "hash: line:{place}").get(0).unaligned())
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).contains("primary-key columns order_id, sku,", "{order_id}:{sku}"));
    }

    @Test
    void aLetThatIsAColumnNamesThatColumn() {
        assertThat(Tables.compile("""
                        table: shop.customers
                        let: {number: id}
                        redis:
                          - hash: customer:{number}
                        """).get(0).unaligned()).isEmpty();
    }
}
