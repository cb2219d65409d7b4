package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.JsonText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What expressions are when columns are NULL. */
class NullRulesTest {

    /** The value of {@code x} with all nullable columns NULL and status {@code open}; {@code NULL} when it is that. */
    private static String allNull(String expression) {
        return value(expression, null, null);
    }

    private static String value(String expression, @Nullable String city, @Nullable String doc) {
        Mapping mapping = Tables.compile("table: shop.customers\nlet:\n  high: level > 3\n  place: city + '!'\nredis:\n"
                        + "  - string: x\n    value: |-\n      {" + expression + "}")
                .get(0);
        var row = Tables.customer(7L, null, city, "open", null, null, doc == null ? null : new JsonText(doc));
        return Tables.commands(mapping, null, row).stream()
                .findFirst()
                .map(command -> command.replace("SET x ", ""))
                .orElse("NULL");
    }

    @Test
    void nullCanBeComparedAndReplaced() {
        assertThat(allNull("city == null ? 'none' : city")).isEqualTo("none");
        assertThat(allNull("credit_limit == null ? 'none' : string(credit_limit)"))
                .isEqualTo("none");
        assertThat(allNull("level == null ? 0 : level")).isEqualTo("0");
        assertThat(allNull("doc == null")).isEqualTo("true");
        assertThat(allNull("place == null")).isEqualTo("true");
        assertThat(allNull("city == 'Oslo'")).isEqualTo("false");
        assertThat(allNull("city != 'Oslo'")).isEqualTo("true");
        assertThat(allNull("city in ['Oslo']")).isEqualTo("false");
    }

    @Test
    void whatNeedsAColumnThatIsNullIsNull() {
        assertThat(allNull("city + 'x'")).isEqualTo("NULL");
        assertThat(allNull("city.lowerAscii()")).isEqualTo("NULL");
        assertThat(allNull("size(city)")).isEqualTo("NULL");
        assertThat(allNull("city.contains('x')")).isEqualTo("NULL");
        assertThat(allNull("string(level)")).isEqualTo("NULL");
        assertThat(allNull("level + 1")).isEqualTo("NULL");
        assertThat(allNull("level > 1")).isEqualTo("NULL");
        assertThat(allNull("-level")).isEqualTo("NULL");
        assertThat(allNull("credit_limit * 2")).isEqualTo("NULL");
        assertThat(allNull("credit_limit > 2.5")).isEqualTo("NULL");
        assertThat(allNull("math.greatest(level, 3)")).isEqualTo("NULL");
        assertThat(allNull("math.greatest(level, 3, 4)")).isEqualTo("NULL");
        assertThat(allNull("math.least([level, 3, 4])")).isEqualTo("NULL");
        assertThat(allNull("[city].join(',')")).isEqualTo("NULL");
        assertThat(allNull("timestamp(city)")).isEqualTo("NULL");
        assertThat(allNull("doc.a")).isEqualTo("NULL");
        assertThat(allNull("doc.a.b + 1")).isEqualTo("NULL");
        assertThat(allNull("doc[0]")).isEqualTo("NULL");
        assertThat(allNull("place + 'x'")).isEqualTo("NULL");
        assertThat(allNull("high ? 1 : 2")).isEqualTo("NULL");
        assertThat(allNull("!high")).isEqualTo("NULL");
        assertThat(allNull("high && id == 7")).isEqualTo("NULL");
        assertThat(allNull("level > 1 || city.size() > 1")).isEqualTo("NULL");
    }

    @Test
    void aSideThatDecidesAloneDecides() {
        assertThat(allNull("high || id == 7")).isEqualTo("true");
        assertThat(allNull("level > 3 || id == 7")).isEqualTo("true");
        assertThat(allNull("level > 3 && id == 8")).isEqualTo("false");
    }

    @Test
    void coalesceGivesTheFirstThatIsThere() {
        assertThat(allNull("coalesce(city, 'none')")).isEqualTo("none");
        assertThat(allNull("coalesce(city, email, status)")).isEqualTo("open");
        assertThat(allNull("coalesce(city.lower() + 'x', 'none')")).isEqualTo("none");
        assertThat(allNull("coalesce(place, 'nowhere')")).isEqualTo("nowhere");
        assertThat(allNull("coalesce(credit_limit, 0)")).isEqualTo("0");
        assertThat(allNull("coalesce(level > 3, false)")).isEqualTo("false");
        assertThat(allNull("coalesce(doc.a, 'none')")).isEqualTo("none");
        assertThat(allNull("coalesce(city, email)")).isEqualTo("NULL");
        assertThat(value("coalesce(doc.a, doc.b.c, 'none')", null, "{\"b\":{}}"))
                .isEqualTo("none");
        assertThat(value("coalesce(doc.a, doc.b.c)", null, "{\"b\":{\"c\":1}}")).isEqualTo("1");
        assertThat(value("coalesce(doc.a, 2)", null, "{\"a\":null}")).isEqualTo("2");
    }

    @Test
    void optionalValuesThatAreEmptyAreNull() {
        assertThat(allNull("doc.?a")).isEqualTo("NULL");
        assertThat(allNull("doc.?a.orValue('none')")).isEqualTo("none");
        assertThat(value("doc.?a.?b.orValue('none')", null, "{\"a\":1}")).isEqualTo("none");
        assertThat(value("doc.?a", null, "{\"a\":1}")).isEqualTo("1");
        assertThat(value("has(doc.a)", null, "{}")).isEqualTo("false");
        assertThat(allNull("has(doc.a)")).isEqualTo("NULL");
    }

    @Test
    void aNullInADocumentIsNullOnlyAsTheResult() {
        assertThat(value("doc.a", null, "{\"a\":null}")).isEqualTo("NULL");
        assertThat(value("doc.a == null", null, "{\"a\":null}")).isEqualTo("true");
        assertThat(value("doc.a + 'x'", "here", "{\"a\":null}")).endsWith("a value is not of a type that it takes");
    }

    @Test
    void functionsOfANullAreNull() {
        assertThat(allNull("date.format(city, 'yyyy')")).isEqualTo("NULL");
        assertThat(allNull("date.plus(status, level, 'day')")).isEqualTo("NULL");
        assertThat(allNull("hash.md5(city)")).isEqualTo("NULL");
        assertThat(allNull("city.mask(1, 1)")).isEqualTo("NULL");
        assertThat(allNull("status.replace('a', city)")).isEqualTo("NULL");
        assertThat(allNull("math.round(credit_limit, 1)")).isEqualTo("NULL");
        assertThat(allNull("regex.replace(city, 'a', 'b')")).isEqualTo("NULL");
        assertThat(allNull("uuid.text(city)")).isEqualTo("NULL");
    }

    @Test
    void otherFailuresAreFailuresAlsoBesideANull() {
        assertThat(allNull("city == null ? id / 0 : 1"))
                .isEqualTo("fails redis[0].value: city == null ? id / 0 : 1 failed: divide by zero");
        assertThat(allNull("id * 9223372036854775807")).endsWith("failed: numeric overflow");
        assertThat(allNull("int(status)")).endsWith("failed: bad format");
        assertThat(allNull("[1][id]")).endsWith("failed: index out of bounds");
        assertThat(value("city == null ? doc.a : 1", null, "{}")).endsWith("failed: attribute not found");
    }

    @Test
    void whenHoldsOnlyIfTrue() {
        Mapping mapping = Tables.compile(
                        "table: shop.customers\nwhen: level > 3\nredis:\n  - set: s\n    member: \"{id}\"")
                .get(0);
        assertThat(Tables.commands(mapping, null, Tables.customer(7L, null, null, "open", null, null)))
                .isEmpty();
        assertThat(Tables.commands(mapping, null, Tables.customer(7L, null, null, "open", null, 4L)))
                .containsExactly("SADD s 7");
    }
}
