package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MappingText;
import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.Command;
import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import io.rowcast.model.RowShape;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Numbers in expressions: i and j are ints, u is unsigned, d and e are decimals, f is a double. */
class ArithmeticTest {
    private static final TableSchema SCHEMA = new TableSchema(
            TableId.parse("shop.numbers"),
            List.of(
                    new Column("i", ColumnType.INTEGER, false),
                    new Column("j", ColumnType.INTEGER, false),
                    new Column("u", ColumnType.UNSIGNED, false),
                    new Column("d", ColumnType.DECIMAL, false),
                    new Column("e", ColumnType.DECIMAL, false),
                    new Column("f", ColumnType.FLOATING, false)),
            List.of("i"));

    private static String value(String expression) {
        var file = MappingFile.parse(List.of(new MappingText(
                "a.yml", "table: shop.numbers\nredis:\n  - string: x\n    value: |-\n      {" + expression + "}")));
        Mapping mapping =
                MappingCompiler.compile(file, Map.of(SCHEMA.table(), SCHEMA)).get(0);
        Object[] values = {7L, -2L, new BigInteger("18446744073709551615"), "0.10", "3.00", 0.1};
        Row row =
                new Row(new RowShape(SCHEMA.columns().stream().map(Column::name).toList()), values);
        List<Command> commands = new ArrayList<>();
        try {
            mapping.apply(new RowChange(SCHEMA.table(), null, row, Instant.EPOCH, false), commands);
        } catch (UnmappableRowException e) {
            return e.reason().replaceAll(".* failed: ", "");
        }
        return commands.get(0).arguments().get(0);
    }

    @Test
    void decimalsAreExact() {
        assertThat(value("d + d + d")).isEqualTo("0.30");
        assertThat(value("d * e")).isEqualTo("0.3000");
        assertThat(value("d - e")).isEqualTo("-2.90");
        assertThat(value("e / d")).isEqualTo("30");
        assertThat(value("d / e")).isEqualTo("0.03333333333333333333333333333333333");
        assertThat(value("e % i")).isEqualTo("3.00");
        assertThat(value("-d")).isEqualTo("-0.10");
        assertThat(value("d * 9223372036854775807 * 9223372036854775807"))
                .isEqualTo("8507059173023461584739690778423250124.90");
    }

    @Test
    void numbersOfDifferentTypesMix() {
        assertThat(value("d * i")).isEqualTo("0.70");
        assertThat(value("i * d")).isEqualTo("0.70");
        assertThat(value("d + u")).isEqualTo("18446744073709551615.10");
        assertThat(value("d * 1.5")).isEqualTo("0.150");
        assertThat(value("d + f")).isEqualTo("0.20");
        assertThat(value("f * 2")).isEqualTo("0.2");
        assertThat(value("u / 10")).isEqualTo("1844674407370955161");
        assertThat(value("u % i")).isEqualTo("1");
        assertThat(value("u - i")).isEqualTo("18446744073709551608");
    }

    @Test
    void numbersCompareByValue() {
        assertThat(value("d == 0.1 && d != e && d < e && d <= 0.1 && e >= 3 && e > 2.99 && e == 3 && 3 == e"))
                .isEqualTo("true");
        assertThat(value("d == f && f == d && u > 9223372036854775807 && u != i && i == 7.0"))
                .isEqualTo("true");
        assertThat(value("d == e || d != 0.1 || e < 3 || d in [e]")).isEqualTo("false");
    }

    @Test
    void numbersConvert() {
        assertThat(value("string(d)")).isEqualTo("0.10");
        assertThat(value("int(e) + 1")).isEqualTo("4");
        assertThat(value("uint(e)")).isEqualTo("3");
        assertThat(value("double(d)")).isEqualTo("0.1");
        assertThat(value("decimal(i) / 2")).isEqualTo("3.5");
        assertThat(value("decimal('1.50') + decimal(f)")).isEqualTo("1.60");
    }

    @Test
    void nothingWrapsAndNothingIsDividedByZero() {
        assertThat(value("u + 1")).isEqualTo("numeric overflow");
        assertThat(value("u * j")).isEqualTo("numeric overflow");
        assertThat(value("i * 9223372036854775807")).isEqualTo("numeric overflow");
        assertThat(value("int(decimal(u))")).isEqualTo("numeric overflow");
        assertThat(value("uint(decimal(j))")).isEqualTo("numeric overflow");
        assertThat(value("d / 0")).isEqualTo("divide by zero");
        assertThat(value("d % 0.0")).isEqualTo("divide by zero");
        assertThat(value("u / (i - 7)")).isEqualTo("divide by zero");
        assertThat(value("decimal('x')")).isEqualTo("bad format");
        assertThat(value("d + 1.0 / 0.0")).isEqualTo("numeric overflow");
    }

    @Test
    void whatIsNoNumberDoesNotMix() {
        assertThatThrownBy(() -> value("d + 'x'"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("found no matching overload for '+' applied to '(decimal, string)'");
    }
}
