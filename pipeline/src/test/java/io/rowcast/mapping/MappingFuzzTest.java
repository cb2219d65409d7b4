package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MappingText;
import io.rowcast.fixture.Fuzz;
import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a mapping file holds, it is a mapping of its table or a list of problems. */
@Timeout(600)
class MappingFuzzTest {
    private static final TableSchema CUSTOMERS = new TableSchema(
            TableId.parse("shop.customers"),
            List.of(
                    new Column("id", ColumnType.INTEGER, false),
                    new Column("name", ColumnType.TEXT, true),
                    new Column("city", ColumnType.TEXT, true),
                    new Column("credit", ColumnType.DECIMAL, true),
                    new Column("at", ColumnType.DATETIME, true),
                    new Column("doc", ColumnType.JSON, true)),
            List.of("id"));

    private static final List<String> GOOD = List.of("""
            table: shop.customers
            when: city != 'closed' && size(name) > 1
            let:
              full: name + ' ' + city
            redis:
              - hash: customer:{id}
                fields: [full, name, {money: credit}]
                ttl: 24h
                ttl_jitter: 10%
              - string: by-name:{name.lowerAscii()}
                value: "{id}"
            """, """
            table: shop.customers
            redis:
              - zset: by-credit
                member: "{id}"
                score: credit
                keep: 100
              - set: in:{city}
                member: "{id}"
                when: name.matches('^[a-z]+$')
              - counter: total:{city}
                sum: credit
              - list: queue
                value: "{id}:{name}"
                side: right
              - stream: changes
                fields: [id, name]
              - publish: notices
                message: "{id}"
              - bitmap: there
                bit: id
              - json: doc:{id}
                fields: [name, doc]
                path: a.b
            """);

    @Test
    void anyFileIsAMappingOrProblems() {
        int tried = new Fuzz(GOOD).run(input -> {
            try {
                compile(new String(input, StandardCharsets.UTF_8));
            } catch (InvalidConfigException documented) {
                assertThat(documented.problems())
                        .isNotEmpty()
                        .allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
            }
        });
        assertThat(tried).isPositive();
    }

    @Test
    void aliasesThatMultiplyAndDeepNestingAreRefusedAtOnce() {
        String bomb = IntStream.range(1, 12)
                .mapToObj(i -> "a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ",").repeat(9) + "*a" + (i - 1) + "]\n")
                .collect(Collectors.joining("", "a0: &a0 [x]\n", ""));
        for (String yaml :
                List.of(bomb, "a: " + "[".repeat(50_000), "a: " + "{a: ".repeat(50_000), "- ".repeat(50_000))) {
            assertThatThrownBy(() -> compile(yaml)).isInstanceOf(InvalidConfigException.class);
        }
    }

    @Test
    void hugeNumbersAreRefusedAtOnce() {
        for (String number : List.of("1e999999999", "9".repeat(100_000))) {
            for (String place : List.of("keep: ", "ttl: ", "ttl_jitter: ")) {
                assertThatThrownBy(() -> compile("table: shop.customers\nredis:\n  - zset: a\n    member: '{id}'\n    "
                                + place + number + "\n    score: credit\n"))
                        .as("%s%.20s", place, number)
                        .isInstanceOf(InvalidConfigException.class);
            }
        }
    }

    @Test
    void anExpressionOfGreatDepthOrLengthIsCompiledOrRefused() {
        for (String expression : List.of(
                "(".repeat(5_000) + "id" + ")".repeat(5_000),
                "-".repeat(5_000) + "id",
                "id" + " + id".repeat(5_000),
                "[".repeat(5_000) + "]".repeat(5_000),
                "id" + " == 1 ? id : id".repeat(2_000))) {
            try {
                compile("table: shop.customers\nwhen: \"" + expression + " == 1\"\nredis:\n  - hash: customer:{id}\n");
            } catch (InvalidConfigException documented) {
                assertThat(documented.problems()).isNotEmpty();
            }
        }
    }

    private static void compile(String text) {
        MappingCompiler.compileOne(MappingFile.parse(List.of(new MappingText("customers.yml", text))), CUSTOMERS);
    }
}
