package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is said about outputs that can write the same key. */
class KeySpaceProblemsTest {
    @Test
    void keySpacesThatOverlap() {
        assertThat(Tables.problems(
                        Tables.HEAD + "  - hash: customer:{id}\n  - string: customer:{email}\n    value: \"{id}\"\n",
                        "table: shop.lines\nredis:\n  - set: customer:{order_id}\n    member: \"{sku}\""))
                .containsExactly(
                        "a.yml: redis[1].string: redis[1] (string customer:{email}) can write the key 'customer:1',"
                                + " which redis[0] (hash customer:{id}) of a.yml can write too;"
                                + " expected keys of its own for each output",
                        "b.yml: redis[0].set: redis[0] (set customer:{order_id}) can write the key 'customer:1',"
                                + " which redis[0] (hash customer:{id}) of a.yml can write too;"
                                + " expected keys of its own for each output",
                        "b.yml: redis[0].set: redis[0] (set customer:{order_id}) can write the key 'customer:1',"
                                + " which redis[1] (string customer:{email}) of a.yml can write too;"
                                + " expected keys of its own for each output");
    }

    @Test
    void keysOfThePipelineItself() {
        Tables.complain(
                "  - hash: \"{email}\"\n",
                "a.yml: redis[0].hash: redis[0] (hash {email}) can write rowcast:; expected keys that cannot begin with"
                        + " rowcast:, where the pipeline keeps its own records");
    }

    @Test
    void keysThatAreShared() {
        Tables.complain(
                "  - list: l\n    value: \"{id}\"\n    shared: true\n",
                "a.yml: redis[0].shared: found shared on a list, which cannot take back what a table wrote; expected"
                        + " keys of its own, for example with {_table} in them");
        Tables.complain(
                "  - set: s\n    member: \"{id}\"\n    shared: yes\n",
                "a.yml: redis[0].shared: found 'yes'; expected true or false");
        String line = "table: shop.lines\nredis:\n  - ";
        assertThat(Tables.problems(
                        Tables.HEAD + "  - hash: a:{id}\n    fields: [id]\n    shared: true",
                        line + "hash: a:{order_id}\n    fields: [sku]"))
                .containsExactly("b.yml: redis[0].hash: redis[0] (hash a:{order_id}) can write the key 'a:1', which"
                        + " redis[0] (hash a:{id}) of a.yml can write too; expected keys of its own for each output");
        assertThat(Tables.problems(
                        Tables.HEAD + "  - hash: a:{id}\n    fields: [id]\n    shared: true",
                        line + "hash: a:{order_id}\n    fields: [{id: sku}]\n    shared: true"))
                .containsExactly("b.yml: redis[0].hash: redis[0] (hash a:{order_id}) can write the key 'a:1', which"
                        + " redis[0] (hash a:{id}) of a.yml can write too; expected fields of its own for each output"
                        + " that shares a key");
        assertThat(Tables.problems(
                        Tables.HEAD + "  - hash: a:{id}\n    fields: [id]\n    shared: true",
                        line + "hash: a:{order_id}\n    fields: [sku]\n    shared: true"))
                .isEmpty();
        assertThat(Tables.problems(
                        Tables.HEAD + "  - hash: a:{id}\n    fields: [id]\n    shared: true",
                        line + "set: a:{order_id}\n    member: \"{sku}\"\n    shared: true"))
                .containsExactly("b.yml: redis[0].set: redis[0] (set a:{order_id}) can write the key 'a:1', which"
                        + " redis[0] (hash a:{id}) of a.yml can write too; expected outputs of one Redis type to share"
                        + " a key");
    }

    @Test
    void partsOfOneDocument() {
        String parent =
                "table: shop.customers\nredis:\n  - json: doc:{id}\n    shared: true\n    fields: [city, level]\n";
        String child = "table: shop.lines\nredis:\n  - json: doc:{order_id}\n    shared: true\n    path: ";
        assertThat(Tables.problems(parent, child + "lines.{sku}\n")).isEmpty();
        assertThat(Tables.problems(parent, child + "lines\n    array_key: sku\n"))
                .isEmpty();
        for (String path : new String[] {"level.{sku}", "'{sku}'", "city\n    array_key: sku"}) {
            assertThat(Tables.problems(parent, child + path + "\n"))
                    .as(path)
                    .containsExactly("b.yml: redis[0].json: redis[0] (json doc:{order_id}) can write the key 'doc:1',"
                            + " which redis[0] (json doc:{id}) of a.yml can write too; expected a part of the document of"
                            + " its own for each, by path and fields");
        }
        String grandchild =
                "table: shop.lines\nredis:\n  - json: doc:{order_id}\n    path: lines.{sku}\n    shared: true\n"
                        + "    fields: [quantity]\n  - json: doc:{order_id}\n    shared: true\n    path: lines.{sku}.";
        assertThat(Tables.problems(grandchild + "at.{place}\n")).isEmpty();
        assertThat(Tables.problems(grandchild + "quantity\n")).hasSize(1);
        assertThat(Tables.problems(grandchild + "quantity.x\n    array_key: sku\n"))
                .hasSize(1);
    }

    @Test
    void tablesOfOneRuleThatMeet() {
        String text = "table: [shop.customers, shop.log]\nkey_columns: nothing\nredis:\n  - counter: rows";
        assertThat(Tables.problems(text))
                .containsExactly(
                        "a.yml: key_columns: found 'nothing'; expected columns of shop.customers",
                        "a.yml: key_columns: found 'nothing'; expected columns of shop.log",
                        "a.yml: redis[0].counter: redis[0] (counter rows) can write the key 'rows', which redis[0]"
                                + " (counter rows) of shop.customers can write too; expected keys of its own for each"
                                + " output, with {_table} in the key, or shared: true when a row of one never has the"
                                + " key of another's");
        assertThat(Tables.problems("table: 'shop.*'\nredis:\n  - counter: rows:{_table}"))
                .isEmpty();
    }
}
