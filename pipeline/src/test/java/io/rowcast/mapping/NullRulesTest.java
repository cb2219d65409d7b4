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
