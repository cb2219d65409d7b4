package io.rowcast.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptedMappingsTest {
    private static final TableSchema PEOPLE = schema("shop.people", ColumnType.INTEGER);
    private static final TableSchema OTHER_PEOPLE = schema("shop.people", ColumnType.TEXT);
    private static final TableSchema CITIES = schema("shop.cities", ColumnType.INTEGER);

    @Test
    void anAwaitedTableMayFitAnEarlierVersionOnly() {
        AcceptedMappings mappings =
                new AcceptedMappings(TestMappings.of("{table: shop.people, redis: [hash: 'p:{gone}']}"));
        assertThatThrownBy(() -> mappings.accept(List.of(List.of(PEOPLE, OTHER_PEOPLE))))
                .isInstanceOf(InvalidConfigException.class);

        AcceptedMappings divided =
                new AcceptedMappings(TestMappings.of("{table: shop.people, redis: [hash: 'p:{id % 10}']}"));
        assertThatCode(() -> divided.accept(List.of(List.of(OTHER_PEOPLE, PEOPLE))))
                .doesNotThrowAnyException();
        assertThat(divided.compile(PEOPLE, false).table()).isEqualTo(PEOPLE.table());
        assertThatThrownBy(() -> divided.compile(OTHER_PEOPLE, true))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("0.yml: redis[0]");
    }

    @Test
    void aVersionWhoseKeysCanBeThoseOfAnotherTableIsRefused() {
        AcceptedMappings mappings = new AcceptedMappings(TestMappings.of(
                "{table: shop.people, redis: [hash: 'p:{id}']}", "{table: shop.cities, redis: [hash: 'p:c:{id}']}"));
        mappings.accept(List.of(List.of(PEOPLE), List.of(CITIES)));

        assertThatThrownBy(() -> mappings.compile(OTHER_PEOPLE, true))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("can write too");
        assertThat(mappings.compile(PEOPLE, true).schema()).isEqualTo(PEOPLE);
    }

    private static TableSchema schema(String table, ColumnType id) {
        return new TableSchema(TableId.parse(table), List.of(new Column("id", id, false)), List.of("id"));
    }
}
