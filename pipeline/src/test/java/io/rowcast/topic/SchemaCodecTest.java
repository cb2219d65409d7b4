package io.rowcast.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaCodecTest {

    @Test
    void everyColumnTypeComesBack() {
        List<Column> columns = Stream.concat(
                        Arrays.stream(ColumnType.values()).map(type -> new Column("c_" + type, type, true)),
                        Stream.of(new Column("naïve \"name\"", ColumnType.TEXT, false)))
                .toList();
        TableSchema schema = new TableSchema(TableId.parse("shop.orders"), columns, List.of("b", "a"));

        assertThat(SchemaCodec.decode(SchemaCodec.encode(schema))).isEqualTo(schema);
    }

    @Test
    void somethingElseIsRefused() {
        assertThatThrownBy(() -> SchemaCodec.decode("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("columns");
    }
}
