package io.rowcast.author;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.config.MappingText;
import io.rowcast.model.JsonText;
import io.rowcast.model.Row;
import io.rowcast.model.TableId;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WrittenTableTest {
    private static final WrittenTable TABLE = WrittenTable.read(
            WrittenYaml.parse(new MappingText(
                    "t",
                    "columns: {id: bigint unsigned, paid: boolean null, total: 'decimal(8,2)',"
                            + " rate: double null, name: varchar(9) null, at: datetime(3), seen: timestamp null,"
                            + " doc: json null}\nprimary_key: [id]")),
            TableId.parse("shop.t"),
            (path, message) -> {
                throw new AssertionError(path + ": " + message);
            });

    private static Row row(String yaml) {
        return TABLE.row(WrittenYaml.parse(new MappingText("row", yaml)), null);
    }

    @Test
    void valuesBecomeThoseOfARowFromMySql() {
        Row row =
                row("{id: 18446744073709551615, paid: true, total: 4.1, rate: 1.5, name: 'Å', at: 2026-01-31 09:00:00,"
                        + " seen: 2026-01-31T09:00:00, doc: {look: [green]}}");

        assertThat(row.get("id")).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(row.get("paid")).isEqualTo(1L);
        assertThat(row.get("total")).isEqualTo("4.10");
        assertThat(row.get("rate")).isEqualTo(1.5);
        assertThat(row.get("name")).isEqualTo("Å");
        assertThat(row.get("at")).isEqualTo("2026-01-31T09:00:00.000");
        assertThat(row.get("seen")).isEqualTo("2026-01-31T09:00:00Z");
        assertThat(row.get("doc")).isEqualTo(new JsonText("{\"look\":[\"green\"]}"));
    }

    @Test
    void whatIsNotGivenIsThatOfTheRowBefore() {
        Row before = row("{id: 1, total: 4, name: x}");

        Row after = TABLE.row(WrittenYaml.parse(new MappingText("row", "{name: null, total: 5}")), before);

        assertThat(after.get("id")).isEqualTo(1L);
        assertThat(after.get("total")).isEqualTo("5.00");
        assertThat(after.get("name")).isNull();
    }

    @Test
    void aValueThatDoesNotGoWithItsColumnIsRefused() {
        refused("{id: x}", "column id: found \"x\"; expected an integer");
        refused("{id: -1}", "column id: found -1; expected an unsigned number");
        refused("{id: null}", "column id: found null; expected a value, as the column is not declared to be null");
        refused("{name: 7}", "column name: found 7; expected text; put it in quotes");
        refused("{at: yesterday}", "column at: found \"yesterday\"; expected a datetime like 2026-01-31 23:59:59");
        refused(
                "{nmae: x}",
                "found the unknown column 'nmae'; expected one of id, paid, total, rate, name, at, seen, doc");
    }

    private static void refused(String yaml, @Nullable String message) {
        assertThatThrownBy(() -> row(yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
