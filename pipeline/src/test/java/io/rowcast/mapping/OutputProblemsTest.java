package io.rowcast.mapping;

import org.junit.jupiter.api.Test;

/** What is said about each kind of mistake in an output. */
class OutputProblemsTest {
    private static final String KINDS = String.join(", ", OutputKind.names());

    private static String keys(OutputKind kind) {
        return String.join(", ", kind.known());
    }

    @Test
    void kindsOfOutput() {
        Tables.complain(
                "  - queue: x\n    bit: 1\n  - text\n  - set: a\n    zset: b\n",
                "a.yml: redis[0]: found queue, bit; expected exactly one kind of output of " + KINDS,
                "a.yml: redis[1]: found 'text'; expected an output, one of " + KINDS,
                "a.yml: redis[2]: found set, zset; expected exactly one kind of output of " + KINDS);
    }

    @Test
    void keysOfAnOutput() {
        Tables.complain(
                "  - zset: z\n    membr: \"{id}\"\n    score: level\n    bit: 3\n",
                "a.yml: redis[0].membr: found the unknown key 'membr'; expected for a zset: " + keys(OutputKind.ZSET)
                        + "; did you mean 'member'?",
                "a.yml: redis[0].bit: found the unknown key 'bit'; expected for a zset: " + keys(OutputKind.ZSET),
                "a.yml: redis[0].member: found nothing; a zset needs member");
        Tables.complain(
                "  - hash: h\n    field: \"{id}\"\n", "a.yml: redis[0].value: found nothing; a hash needs value");
        Tables.complain(
                "  - hash: h\n    field: \"{id}\"\n    value: \"1\"\n    fields: [id]\n",
                "a.yml: redis[0].fields: found fields together with field or value; expected fields alone (a hash for"
                        + " each row), or field and value (a hash that rows share)");
    }

    @Test
    void documents() {
        Tables.complain(
                "  - string: s\n    value: json\n    append: true\n  - string: t\n    value: x\n    fields: [id]\n",
                "a.yml: redis[0].append: found append with value: json; expected fields with value: json, append with a"
                        + " text",
                "a.yml: redis[1].fields: found fields with a value that is a text; expected fields with value: json,"
                        + " append with a text");
        Tables.complain(
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
    void numbersOfAnOutput() {
        Tables.complain(
                "  - zset: z\n    member: \"{id}\"\n    score: level\n    keep: 0\n",
                "a.yml: redis[0].keep: found '0'; expected a whole number from 1 on");
        Tables.complain(
                "  - list: l\n    value: \"{id}\"\n    side: top\n    keep: many\n",
                "a.yml: redis[0].side: found 'top'; expected left or right",
                "a.yml: redis[0].keep: found 'many'; expected a whole number from 1 on");
        Tables.complain(
                "  - geo: g\n    member: \"{id}\"\n    lon: email\n    lat: level\n",
                "a.yml: redis[0].lon: found email of type string; expected a number, for example decimal(x) of a text,"
                        + " or int(timestamp(x)) of a TIMESTAMP");
        Tables.complain(
                "  - bitmap: b\n    bit: city\n  - bitmap: c\n    bit: \"{email}\"\n  - bitmap: d\n    bit: idd\n",
                "a.yml: redis[0].bit: found city of type string; expected a number, for example decimal(x) of a text,"
                        + " or int(timestamp(x)) of a TIMESTAMP",
                "a.yml: redis[1].bit: found {email} of type string; expected a number, for example decimal(x) of a"
                        + " text, or int(timestamp(x)) of a TIMESTAMP",
                "a.yml: redis[2].bit: found the unknown column 'idd'; expected one of shop.customers: id, email, city,"
                        + " status, credit_limit, level, doc; did you mean 'id'? at 1:1 in: idd");
        Tables.complain(
                "  - bloom: b\n    item: \"{id}\"\n    capacity: -1\n    error_rate: 1\n",
                "a.yml: redis[0].capacity: found '-1'; expected a whole number from 1 on",
                "a.yml: redis[0].error_rate: found '1'; expected a number between 0 and 1, like 0.01");
        Tables.complain(
                "  - bloom: b\n    item: \"{id}\"\n    capacity: 1000000000\n",
                "a.yml: redis[0].capacity: found 1000000000 with an error rate of 0.01, for which a filter needs 1143"
                        + " MiB; expected no more than 512 MiB, which a Redis string can hold");
    }

    @Test
    void countersInSortedSets() {
        Tables.complain(
                "  - counter: c\n    member: \"{city}\"\n    sum: credit_limit\n",
                "a.yml: redis[0].sum: found a sum of type decimal, which the score of a member, a binary double, cannot"
                        + " hold exactly; expected an int, or field in place of member");
        Tables.complain(
                "  - counter: c\n    member: \"{city}\"\n    field: \"{city}\"\n",
                "a.yml: redis[0].member: found member together with field; expected field (a counter in a hash) or"
                        + " member (one in a sorted set)");
        Tables.complain(
                "  - counter: c\n    member: \"{city}\"\n    shared: true\n  - counter: c\n    field: \"{city}\"\n"
                        + "    shared: true\n",
                "a.yml: redis[1].counter: redis[1] (counter c) can write the key 'c', which redis[0] (counter c) of a.yml"
                        + " can write too; expected outputs of one Redis type to share a key");
    }

    @Test
    void whatNoRowLeaves() {
        Tables.complain(
                "  - publish: p\n    ttl: 1h\n    expire_at: doc\n    on_delete: keep\n    each: {tag: doc.tags}\n",
                "a.yml: redis[0].ttl: found the unknown key 'ttl'; expected for a publish: message, when",
                "a.yml: redis[0].expire_at: found the unknown key 'expire_at'; expected for a publish: message, when",
                "a.yml: redis[0].on_delete: found the unknown key 'on_delete'; expected for a publish: message, when",
                "a.yml: redis[0].each: found the unknown key 'each'; expected for a publish: message, when");
        Tables.complain(
                "  - stream: s\n    on_delete: keep\n",
                "a.yml: redis[0].on_delete: found the unknown key 'on_delete'; expected for a stream: fields, keep, when,"
                        + " ttl, ttl_jitter, expire_at");
        Tables.complain(
                "  - stream: s\n    fields: [id, {op: status}]\n",
                "a.yml: redis[0].fields: found the field 'op', which every entry has: what happened; expected another"
                        + " name");
        Tables.complain(
                "  - bloom: b\n    item: \"{id}\"\n    shared: true\n",
                "a.yml: redis[0].shared: found shared on a bloom, which cannot take back what a table wrote; expected"
                        + " keys of its own, for example with {_table} in them");
        Tables.complain(
                "  - string: s\n    value: \"{id}\"\n    append: true\n    shared: true\n    on_delete: tombstone\n",
                "a.yml: redis[0].shared: found shared on a string, which cannot take back what a table wrote; expected"
                        + " keys of its own, for example with {_table} in them",
                "a.yml: redis[0].on_delete: found tombstone; expected it on an output that has a key for each row, and"
                        + " shares it with nobody");
    }

    @Test
    void fields() {
        Tables.complain(
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
        Tables.complain(
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
    void whatAnOutputIsForAndHowLong() {
        Tables.complain(
                "  - set: s\n    member: \"{id}\"\n    when: level\n    on_delete: forget\n",
                "a.yml: redis[0].when: found level of type int; expected true or false, for example level == 1",
                "a.yml: redis[0].on_delete: found 'forget'; expected remove, keep or tombstone");
        Tables.complain(
                "  - set: s\n    member: \"{id}\"\n    on_delete: tombstone\n",
                "a.yml: redis[0].on_delete: found tombstone; expected it on an output that has a key for each row,"
                        + " and shares it with nobody");
        Tables.complain(
                "  - string: s:{id}\n    value: x\n    tombstone_ttl: 5m\n    ttl: 1h\n    expire_at: level\n",
                "a.yml: redis[0].expire_at: found expire_at together with ttl; expected one of them",
                "a.yml: redis[0].tombstone_ttl: found '5m'; expected a time like 60s, together with"
                        + " on_delete: tombstone");
    }

    @Test
    void elements() {
        Tables.complain(
                "  - set: t:{tag}\n    each: doc.tags\n    member: \"{id}\"\n",
                "a.yml: redis[0].each: found 'doc.tags'; expected {name: list}, like {tag: attributes.tags}",
                "a.yml: redis[0].set: found the unknown column 'tag'; expected one of shop.customers: id, email, city,"
                        + " status, credit_limit, level, doc at 1:1 in: tag");
        Tables.complain(
                "  - set: t:{city}\n    each: {city: doc.tags}\n    member: \"{id}\"\n",
                "a.yml: redis[0].each: found the name 'city'; expected letters, digits and _, and no column or let of"
                        + " that name");
    }
}
