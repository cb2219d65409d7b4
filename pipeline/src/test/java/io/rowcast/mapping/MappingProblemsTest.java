package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is said about each kind of mistake. */
class MappingProblemsTest {
    private static final String HEAD = "table: shop.customers\nredis:\n";

    private static final String KINDS = String.join(", ", OutputKind.names());

    private static String keys(OutputKind kind) {
        return String.join(", ", kind.known());
    }

    private static void customers(String outputs, String... problems) {
        assertThat(Tables.problems(HEAD + outputs)).as(outputs).containsExactly(problems);
    }

    @Test
    void brokenYaml() {
        assertThat(Tables.problems("table: [")).singleElement().asString().startsWith("a.yml: not YAML at line 1");
        assertThat(Tables.problems("- a"))
                .containsExactly("a.yml: found a list; expected the keys table, key_columns, when, let, redis");
        assertThat(Tables.problems(""))
                .containsExactly("a.yml: found nothing; expected the keys table, key_columns, when, let, redis");
        assertThat(Tables.problems(HEAD + "  - set: s\n    member: \"{id}\"\n---\ntable: x"))
                .containsExactly("a.yml: found a second document; expected one mapping in a file");
    }

    @Test
    void keysOfTheFile() {
        assertThat(Tables.problems("tabel: shop.customers\nlet: 7\nwhen: [a]\nwhen: status == 'x'"))
                .containsExactly(
                        "a.yml: when: found the key 'when' again; expected it once",
                        "a.yml: tabel: found the unknown key 'tabel'; expected table, key_columns, when, let, redis;"
                                + " did you mean 'table'?",
                        "a.yml: let: found '7'; expected names with an expression each",
                        "a.yml: redis: found nothing; expected a list of outputs, of" + " " + KINDS,
                        "a.yml: table: found nothing; expected a table like shop.customers, or shop.orders_*");
        assertThat(Tables.problems("table: '*'\nredis: x"))
                .containsExactly(
                        "a.yml: redis: found 'x'; expected a list of outputs, of " + KINDS,
                        "a.yml: table: found '*'; expected a table like shop.customers, or shop.orders_*");
    }

    @Test
    void tables() {
        String output = "\nredis:\n  - set: s\n    member: \"{id}\"";
        assertThat(Tables.problems("table: shop.custmers" + output))
                .containsExactly("a.yml: table: found shop.custmers, which MySQL does not have or does not show to the"
                        + " user; expected a table");
        assertThat(Tables.problems("table: shop.customers" + output, "table: shop.customers" + output))
                .containsExactly("b.yml: table: found shop.customers again, which a.yml maps already;"
                        + " expected one file for a table");
        assertThat(Tables.problems("table: shop.log\nredis:\n  - set: s\n    member: \"{line}\""))
                .containsExactly("a.yml: redis[0]: found redis[0] (set s) of table shop.log, which has no primary key;"
                        + " expected one, or a unique index over columns that are NOT NULL, or key_columns,"
                        + " as rows are found again by it");
    }

    @Test
    void kindsOfOutput() {
        customers(
                "  - queue: x\n    bit: 1\n  - text\n  - set: a\n    zset: b\n",
                "a.yml: redis[0]: found queue, bit; expected exactly one kind of output of " + KINDS,
                "a.yml: redis[1]: found 'text'; expected an output, one of " + KINDS,
                "a.yml: redis[2]: found set, zset; expected exactly one kind of output of " + KINDS);
    }

    @Test
    void keysOfAnOutput() {
        customers(
                "  - zset: z\n    membr: \"{id}\"\n    score: level\n    bit: 3\n",
                "a.yml: redis[0].membr: found the unknown key 'membr'; expected for a zset: " + keys(OutputKind.ZSET)
                        + "; did you mean 'member'?",
                "a.yml: redis[0].bit: found the unknown key 'bit'; expected for a zset: " + keys(OutputKind.ZSET),
                "a.yml: redis[0].member: found nothing; a zset needs member");
        customers("  - hash: h\n    field: \"{id}\"\n", "a.yml: redis[0].value: found nothing; a hash needs value");
        customers(
                "  - hash: h\n    field: \"{id}\"\n    value: \"1\"\n    fields: [id]\n",
                "a.yml: redis[0].fields: found fields together with field or value; expected fields alone (a hash for"
                        + " each row), or field and value (a hash that rows share)");
    }

    @Test
    void documents() {
        customers(
                "  - string: s\n    value: json\n    append: true\n  - string: t\n    value: x\n    fields: [id]\n",
                "a.yml: redis[0].append: found append with value: json; expected fields with value: json, append with a"
                        + " text",
                "a.yml: redis[1].fields: found fields with a value that is a text; expected fields with value: json,"
                        + " append with a text");
        customers(
                "  - json: j\n    array_key: [id, x, credit_limit]\n    fields: [id, credit_limit, {'a\"': level}]\n"
                        + "  - json: k\n    path: 'a.{id.b\\'\n  - json: l\n    path: 'a\\.{id}'\n    array_key: {id: x}\n",
                "a.yml: redis[0].array_key: found array_key without path; expected where the array is",
                "a.yml: redis[0].fields: found the name 'a\"'; expected one without quote, backslash and control"
                        + " character",
                "a.yml: redis[0].array_key: found 'x'; expected one of the fields: id, credit_limit, a\"",
                "a.yml: redis[0].array_key: found 'credit_limit' of type decimal; expected an integer or a text, to sort"
                        + " by",
                "a.yml: redis[1].path: found a { without its } at 3 in a.{id.b\\; expected {{ for a brace itself",
                "a.yml: redis[2].path: found the name 'a\\'; expected one without quote, backslash and control"
                        + " character",
                "a.yml: redis[2].array_key: found keys and values (a text that begins with a brace needs quotes);"
                        + " expected a name, or a list of names");
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
    void numbersOfAnOutput() {
        customers(
                "  - zset: z\n    member: \"{id}\"\n    score: level\n    keep: 0\n",
                "a.yml: redis[0].keep: found '0'; expected a whole number from 1 on");
        customers(
                "  - list: l\n    value: \"{id}\"\n    side: top\n    keep: many\n",
                "a.yml: redis[0].side: found 'top'; expected left or right",
                "a.yml: redis[0].keep: found 'many'; expected a whole number from 1 on");
        customers(
                "  - geo: g\n    member: \"{id}\"\n    lon: email\n    lat: level\n",
                "a.yml: redis[0].lon: found email of type string; expected a number, for example decimal(x) of a text,"
                        + " or int(timestamp(x)) of a TIMESTAMP");
        customers(
                "  - bitmap: b\n    bit: city\n  - bitmap: c\n    bit: \"{email}\"\n  - bitmap: d\n    bit: idd\n",
                "a.yml: redis[0].bit: found city of type string; expected a number, for example decimal(x) of a text,"
                        + " or int(timestamp(x)) of a TIMESTAMP",
                "a.yml: redis[1].bit: found {email} of type string; expected a number, for example decimal(x) of a"
                        + " text, or int(timestamp(x)) of a TIMESTAMP",
                "a.yml: redis[2].bit: found the unknown column 'idd'; expected one of shop.customers: id, email, city,"
                        + " status, credit_limit, level, doc; did you mean 'id'? at 1:1 in: idd");
        customers(
                "  - bloom: b\n    item: \"{id}\"\n    capacity: -1\n    error_rate: 1\n",
                "a.yml: redis[0].capacity: found '-1'; expected a whole number from 1 on",
                "a.yml: redis[0].error_rate: found '1'; expected a number between 0 and 1, like 0.01");
        customers(
                "  - bloom: b\n    item: \"{id}\"\n    capacity: 1000000000\n",
                "a.yml: redis[0].capacity: found 1000000000 with an error rate of 0.01, for which a filter needs 1143"
                        + " MiB; expected no more than 512 MiB, which a Redis string can hold");
    }

    @Test
    void countersInSortedSets() {
        customers(
                "  - counter: c\n    member: \"{city}\"\n    sum: credit_limit\n",
                "a.yml: redis[0].sum: found a sum of type decimal, which the score of a member, a binary double, cannot"
                        + " hold exactly; expected an int, or field in place of member");
        customers(
                "  - counter: c\n    member: \"{city}\"\n    field: \"{city}\"\n",
                "a.yml: redis[0].member: found member together with field; expected field (a counter in a hash) or"
                        + " member (one in a sorted set)");
        customers(
                "  - counter: c\n    member: \"{city}\"\n    shared: true\n  - counter: c\n    field: \"{city}\"\n"
                        + "    shared: true\n",
                "a.yml: redis[1].counter: redis[1] (counter c) can write the key 'c', which redis[0] (counter c) of a.yml"
                        + " can write too; expected outputs of one Redis type to share a key");
    }

    @Test
    void whatNoRowLeaves() {
        customers(
                "  - publish: p\n    ttl: 1h\n    expire_at: doc\n    on_delete: keep\n    each: {tag: doc.tags}\n",
                "a.yml: redis[0].ttl: found the unknown key 'ttl'; expected for a publish: message, when",
                "a.yml: redis[0].expire_at: found the unknown key 'expire_at'; expected for a publish: message, when",
                "a.yml: redis[0].on_delete: found the unknown key 'on_delete'; expected for a publish: message, when",
                "a.yml: redis[0].each: found the unknown key 'each'; expected for a publish: message, when");
        customers(
                "  - stream: s\n    on_delete: keep\n",
                "a.yml: redis[0].on_delete: found the unknown key 'on_delete'; expected for a stream: fields, keep, when,"
                        + " ttl, ttl_jitter, expire_at");
        customers(
                "  - stream: s\n    fields: [id, {op: status}]\n",
                "a.yml: redis[0].fields: found the field 'op', which every entry has: what happened; expected another"
                        + " name");
        customers(
                "  - bloom: b\n    item: \"{id}\"\n    shared: true\n",
                "a.yml: redis[0].shared: found shared on a bloom, which cannot take back what a table wrote; expected"
                        + " keys of its own, for example with {_table} in them");
        customers(
                "  - string: s\n    value: \"{id}\"\n    append: true\n    shared: true\n    on_delete: tombstone\n",
                "a.yml: redis[0].shared: found shared on a string, which cannot take back what a table wrote; expected"
                        + " keys of its own, for example with {_table} in them",
                "a.yml: redis[0].on_delete: found tombstone; expected it on an output that has a key for each row, and"
                        + " shares it with nobody");
    }

    @Test
    void textThatIsNoText() {
        customers(
                "  - set: s\n    member: {id}\n",
                "a.yml: redis[0].member: found keys and values (a text that begins with a brace needs quotes);"
                        + " expected text");
        customers(
                "  - set:\n    member: \"{id}\"\n",
                "a.yml: redis[0].set: found nothing; expected a text, with columns or expressions in {}");
        customers(
                "  - set: s:{id\n    member: \"{}\"\n",
                "a.yml: redis[0].set: found a { without its } at 3 in s:{id; expected {{ for a brace itself",
                "a.yml: redis[0].member: found {} at 1 in {}; expected a column or an expression in it,"
                        + " or {{ and }} for the braces themselves");
    }

    @Test
    void unknownColumns() {
        String columns = " expected one of shop.customers: id, email, city, status, credit_limit, level, doc";
        customers(
                "  - hash: customer:{idd}\n    fields: [credit_limt, {x: \"cty + 'a'\"}]\n",
                "a.yml: redis[0].hash: found the unknown column 'idd';" + columns
                        + "; did you mean 'id'? at 1:1 in: idd",
                "a.yml: redis[0].fields[0]: found the unknown column 'credit_limt';" + columns
                        + "; did you mean 'credit_limit'? at 1:1 in: credit_limt",
                "a.yml: redis[0].fields[1].x: found the unknown column 'cty';" + columns
                        + "; did you mean 'city'? at 1:1 in: cty + 'a'");
        assertThat(Tables.problems("table: shop.customers\nwhen: banana == 1\nlet: {a: b, b: id}\nredis:\n"
                        + "  - set: s\n    member: \"{a}\""))
                .containsExactly(
                        "a.yml: let.a: found the unknown column 'b';" + columns + " at 1:1 in: b",
                        "a.yml: when: found the unknown column 'banana';" + columns + ", a, b at 1:1 in: banana == 1");
    }

    @Test
    void brokenExpressions() {
        customers(
                "  - zset: z\n    member: \"{id}\"\n    score: level +\n",
                "a.yml: redis[0].score: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true',"
                        + " 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}"
                        + " at 1:8 in: level +");
        customers(
                "  - string: s:{id}\n    value: \"{email + level}\"\n",
                "a.yml: redis[0].value: found no matching overload for '+' applied to '(string, int)'; expected two texts"
                        + " or two numbers: string(x) makes a text, decimal(x) a number at 1:7 in: email + level");
        customers(
                "  - string: s:{id}\n    value: \"{email.lowerAsci()}\"\n",
                "a.yml: redis[0].value: found the unknown function 'lowerAsci'; did you mean 'lowerAscii'?"
                        + " at 1:16 in: email.lowerAsci()");
        customers(
                "  - string: s:{id}\n    value: \"{doc.price == credit_limit}\"\n",
                "a.yml: redis[0].value: found a decimal compared with a JSON value;"
                        + " expected decimal() around the JSON value in: doc.price == credit_limit");
    }

    @Test
    void wrongTypes() {
        customers(
                "  - zset: z\n    member: \"{id}\"\n    score: email\n",
                "a.yml: redis[0].score: found email of type string; expected a number, for example decimal(x) of a"
                        + " text, or int(timestamp(x)) of a TIMESTAMP");
        assertThat(Tables.problems("table: shop.customers\nwhen: level\nredis:\n  - counter: c\n    sum: level > 1"))
                .containsExactly(
                        "a.yml: when: found level of type int; expected true or false, for example level == 1",
                        "a.yml: redis[0].sum: found level > 1 of type bool; expected a number, for example decimal(x)"
                                + " of a text, or int(timestamp(x)) of a TIMESTAMP");
    }

    @Test
    void lets() {
        assertThat(Tables.problems("""
                        table: shop.customers
                        let:
                          city: email
                          a-b: email
                          list: [1]
                          empty:
                        redis:
                          - set: s
                            member: "{id}"
                        """)).containsExactly("a.yml: let.list: found a list; expected an expression");
        assertThat(Tables.problems("""
                        table: shop.customers
                        let:
                          city: email
                          a-b: email
                          empty:
                        redis:
                          - set: s
                            member: "{id}"
                        """))
                .containsExactly(
                        "a.yml: let.city: found 'city', which is a column of shop.customers; expected a name of its own",
                        "a.yml: let.a-b: found the name 'a-b'; expected letters, digits and _",
                        "a.yml: let.empty: found nothing; expected a column or an expression");
    }

    @Test
    void fields() {
        customers(
                "  - hash: a:{id}\n    fields: []\n  - hash: b:{id}\n    fields: id\n"
                        + "  - hash: c:{id}\n    fields: [city, {city: email}, [x], {y: [1]}]\n",
                "a.yml: redis[0].fields: found no fields; expected columns, or no key 'fields' for all columns",
                "a.yml: redis[1].fields: found 'id'; expected a list of columns, or {name: expression}",
                "a.yml: redis[1].fields: found no fields; expected columns, or no key 'fields' for all columns",
                "a.yml: redis[2].fields[2]: found a list; expected a column or {name: expression}",
                "a.yml: redis[2].fields[3].y: found a list; expected a column or an expression",
                "a.yml: redis[2].fields[1].city: found the field 'city' again; expected it once");
    }

    @Test
    void timesToLive() {
        customers(
                """
                  - set: a
                    member: "{id}"
                    ttl: 1 day
                  - set: b
                    member: "{id}"
                    ttl: 0s
                  - set: c
                    member: "{id}"
                    ttl: 10s
                    ttl_jitter: 10s
                  - set: d
                    member: "{id}"
                    ttl_jitter: 10%
                  - set: e
                    member: "{id}"
                    ttl: 5m
                    ttl_jitter: 0.1
                """,
                "a.yml: redis[0].ttl: found '1 day'; expected a time like 10s, 5m, 24h or 7d",
                "a.yml: redis[1].ttl: found '0s'; expected a time like 10s, 5m, 24h or 7d",
                "a.yml: redis[2].ttl_jitter: found '10s'; expected a part of ttl like 10%,"
                        + " or a time shorter than ttl like 30s",
                "a.yml: redis[3].ttl_jitter: found ttl_jitter without ttl; expected both",
                "a.yml: redis[4].ttl_jitter: found '0.1'; expected a part of ttl like 10%,"
                        + " or a time shorter than ttl like 30s");
    }

    @Test
    void keySpacesThatOverlap() {
        assertThat(Tables.problems(
                        HEAD + "  - hash: customer:{id}\n  - string: customer:{email}\n    value: \"{id}\"\n",
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
        customers(
                "  - hash: \"{email}\"\n",
                "a.yml: redis[0].hash: redis[0] (hash {email}) can write rowcast:; expected keys that cannot begin with"
                        + " rowcast:, where the pipeline keeps its own records");
    }

    @Test
    void allFilesAreReadBeforeAnyoneIsTold() {
        assertThat(Tables.problems(HEAD + "  - hash: a:{x}\n", "table: shop.lines\nredis:\n  - hash: b:{y}\n"))
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith("a.yml: redis[0].hash: found the unknown column 'x'"))
                .anyMatch(problem -> problem.startsWith("b.yml: redis[0].hash: found the unknown column 'y'"));
    }

    @Test
    void whatAnOutputIsForAndHowLong() {
        customers(
                "  - set: s\n    member: \"{id}\"\n    when: level\n    on_delete: forget\n",
                "a.yml: redis[0].when: found level of type int; expected true or false, for example level == 1",
                "a.yml: redis[0].on_delete: found 'forget'; expected remove, keep or tombstone");
        customers(
                "  - set: s\n    member: \"{id}\"\n    on_delete: tombstone\n",
                "a.yml: redis[0].on_delete: found tombstone; expected it on an output that has a key for each row,"
                        + " and shares it with nobody");
        customers(
                "  - string: s:{id}\n    value: x\n    tombstone_ttl: 5m\n    ttl: 1h\n    expire_at: level\n",
                "a.yml: redis[0].expire_at: found expire_at together with ttl; expected one of them",
                "a.yml: redis[0].tombstone_ttl: found '5m'; expected a time like 60s, together with"
                        + " on_delete: tombstone");
    }

    @Test
    void elements() {
        customers(
                "  - set: t:{tag}\n    each: doc.tags\n    member: \"{id}\"\n",
                "a.yml: redis[0].each: found 'doc.tags'; expected {name: list}, like {tag: attributes.tags}",
                "a.yml: redis[0].set: found the unknown column 'tag'; expected one of shop.customers: id, email, city,"
                        + " status, credit_limit, level, doc at 1:1 in: tag");
        customers(
                "  - set: t:{city}\n    each: {city: doc.tags}\n    member: \"{id}\"\n",
                "a.yml: redis[0].each: found the name 'city'; expected letters, digits and _, and no column or let of"
                        + " that name");
    }

    @Test
    void keysThatAreShared() {
        customers(
                "  - list: l\n    value: \"{id}\"\n    shared: true\n",
                "a.yml: redis[0].shared: found shared on a list, which cannot take back what a table wrote; expected"
                        + " keys of its own, for example with {_table} in them");
        customers(
                "  - set: s\n    member: \"{id}\"\n    shared: yes\n",
                "a.yml: redis[0].shared: found 'yes'; expected true or false");
        String line = "table: shop.lines\nredis:\n  - ";
        assertThat(Tables.problems(
                        HEAD + "  - hash: a:{id}\n    fields: [id]\n    shared: true",
                        line + "hash: a:{order_id}\n    fields: [sku]"))
                .containsExactly("b.yml: redis[0].hash: redis[0] (hash a:{order_id}) can write the key 'a:1', which"
                        + " redis[0] (hash a:{id}) of a.yml can write too; expected keys of its own for each output");
        assertThat(Tables.problems(
                        HEAD + "  - hash: a:{id}\n    fields: [id]\n    shared: true",
                        line + "hash: a:{order_id}\n    fields: [{id: sku}]\n    shared: true"))
                .containsExactly("b.yml: redis[0].hash: redis[0] (hash a:{order_id}) can write the key 'a:1', which"
                        + " redis[0] (hash a:{id}) of a.yml can write too; expected fields of its own for each output"
                        + " that shares a key");
        assertThat(Tables.problems(
                        HEAD + "  - hash: a:{id}\n    fields: [id]\n    shared: true",
                        line + "hash: a:{order_id}\n    fields: [sku]\n    shared: true"))
                .isEmpty();
        assertThat(Tables.problems(
                        HEAD + "  - hash: a:{id}\n    fields: [id]\n    shared: true",
                        line + "set: a:{order_id}\n    member: \"{sku}\"\n    shared: true"))
                .containsExactly("b.yml: redis[0].set: redis[0] (set a:{order_id}) can write the key 'a:1', which"
                        + " redis[0] (hash a:{id}) of a.yml can write too; expected outputs of one Redis type to share"
                        + " a key");
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
