package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is said about each kind of mistake in a file as a whole, and in expressions. */
class MappingProblemsTest {
    private static final String KINDS = String.join(", ", OutputKind.names());

    @Test
    void brokenYaml() {
        assertThat(Tables.problems("table: [")).singleElement().asString().startsWith("a.yml: not YAML at line 1");
        assertThat(Tables.problems("- a"))
                .containsExactly("a.yml: found a list; expected the keys table, key_columns, when, let, redis");
        assertThat(Tables.problems(""))
                .containsExactly("a.yml: found nothing; expected the keys table, key_columns, when, let, redis");
        assertThat(Tables.problems(Tables.HEAD + "  - set: s\n    member: \"{id}\"\n---\ntable: x"))
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
    void allFilesAreReadBeforeAnyoneIsTold() {
        assertThat(Tables.problems(Tables.HEAD + "  - hash: a:{x}\n", "table: shop.lines\nredis:\n  - hash: b:{y}\n"))
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith("a.yml: redis[0].hash: found the unknown column 'x'"))
                .anyMatch(problem -> problem.startsWith("b.yml: redis[0].hash: found the unknown column 'y'"));
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
    void unknownColumns() {
        String columns = " expected one of shop.customers: id, email, city, status, credit_limit, level, doc";
        Tables.complain(
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
        Tables.complain(
                "  - zset: z\n    member: \"{id}\"\n    score: level +\n",
                "a.yml: redis[0].score: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true',"
                        + " 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}"
                        + " at 1:8 in: level +");
        Tables.complain(
                "  - string: s:{id}\n    value: \"{email + level}\"\n",
                "a.yml: redis[0].value: found no matching overload for '+' applied to '(string, int)'; expected two texts"
                        + " or two numbers: string(x) makes a text, decimal(x) a number at 1:7 in: email + level");
        Tables.complain(
                "  - string: s:{id}\n    value: \"{email.lowerAsci()}\"\n",
                "a.yml: redis[0].value: found the unknown function 'lowerAsci'; did you mean 'lowerAscii'?"
                        + " at 1:16 in: email.lowerAsci()");
        Tables.complain(
                "  - string: s:{id}\n    value: \"{doc.price == credit_limit}\"\n",
                "a.yml: redis[0].value: found a decimal compared with a JSON value;"
                        + " expected decimal() around the JSON value in: doc.price == credit_limit");
    }

    @Test
    void wrongTypes() {
        Tables.complain(
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
    void textThatIsNoText() {
        Tables.complain(
                "  - set: s\n    member: {id}\n",
                "a.yml: redis[0].member: found keys and values (a text that begins with a brace needs quotes);"
                        + " expected text");
        Tables.complain(
                "  - set:\n    member: \"{id}\"\n",
                "a.yml: redis[0].set: found nothing; expected a text, with columns or expressions in {}");
        Tables.complain(
                "  - set: s:{id\n    member: \"{}\"\n",
                "a.yml: redis[0].set: found a { without its } at 3 in s:{id; expected {{ for a brace itself",
                "a.yml: redis[0].member: found {} at 1 in {}; expected a column or an expression in it,"
                        + " or {{ and }} for the braces themselves");
    }
}
