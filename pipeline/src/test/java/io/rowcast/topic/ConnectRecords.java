package io.rowcast.topic;

import io.rowcast.model.Column;
import io.rowcast.model.ColumnDefinition;
import io.rowcast.model.ColumnType;
import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import io.rowcast.model.RowState;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Records as Kafka Connect writes them, of a table with an {@code id} and whatever columns a test adds. */
final class ConnectRecords {
    static final ConnectModes UNDECLARED = new ConnectModes(null, null, null);

    private final List<Column> columns = new ArrayList<>();
    private final Map<String, ColumnDefinition> definitions = new LinkedHashMap<>();

    ConnectRecords() {
        column("id", ColumnType.INTEGER, "int", 0, 0);
    }

    ConnectRecords column(String name, ColumnType type, String dataType, int precision, int digits) {
        boolean nullable = !name.equals("id");
        columns.add(new Column(name, type, nullable));
        definitions.put(name, new ColumnDefinition(dataType, precision, digits, nullable, false));
        return this;
    }

    ConnectTable table() {
        return new ConnectTable(new TableSchema(TableId.parse("shop.things"), columns, List.of("id")), definitions);
    }

    ConnectDecoder decoder(ConnectModes modes, boolean flat) {
        return new ConnectDecoder(table(), modes, flat);
    }

    /** An envelope with {@code after} only. */
    static String envelope(String op, String after) {
        return envelope(op, "null", after, "false", 100, 0);
    }

    static String envelope(String op, String before, String after, String snapshot, long pos, int row) {
        return "{\"before\":" + before + ",\"after\":" + after
                + ",\"source\":{\"version\":\"3.6.1.Final\",\"connector\":\"mysql\",\"name\":\"p\",\"ts_ms\":1700000000000,"
                + "\"snapshot\":\"" + snapshot + "\",\"db\":\"shop\",\"sequence\":null,\"ts_us\":1700000000000001,"
                + "\"table\":\"things\",\"server_id\":1,\"gtid\":null,\"file\":\"binlog.000003\",\"pos\":" + pos
                + ",\"row\":" + row + ",\"thread\":7,\"query\":null},\"transaction\":null,\"op\":\"" + op
                + "\",\"ts_ms\":1700000000005}";
    }

    /** The same payload behind a schema in which the row has these fields. */
    static String withSchema(String fields, String payload) {
        String row =
                "{\"type\":\"struct\",\"fields\":[" + fields + "],\"optional\":true,\"name\":\"p.shop.things.Value\",";
        return "{\"schema\":{\"type\":\"struct\",\"fields\":[" + row + "\"field\":\"before\"}," + row
                + "\"field\":\"after\"},{\"type\":\"string\",\"optional\":false,\"field\":\"op\"}],\"optional\":false,"
                + "\"name\":\"p.shop.things.Envelope\",\"version\":2},\"payload\":" + payload + "}";
    }

    static String flatWithSchema(String fields, String payload) {
        return "{\"schema\":{\"type\":\"struct\",\"fields\":[" + fields
                + "],\"optional\":false,\"name\":\"p.shop.things.Value\"},\"payload\":" + payload + "}";
    }

    static String id() {
        return field("id", "int32", null);
    }

    static String field(String name, String type, @Nullable String semantic) {
        return "{\"type\":\"" + type + "\",\"optional\":true"
                + (semantic == null ? "" : ",\"name\":\"" + semantic + "\",\"version\":1") + ",\"field\":\"" + name
                + "\"}";
    }

    static @Nullable ConnectChange decode(ConnectDecoder decoder, @Nullable String key, @Nullable String value)
            throws UndecodableException {
        return decoder.decode(bytes(key), bytes(value), Instant.EPOCH);
    }

    static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    static Row after(ConnectDecoder decoder, String value) throws UndecodableException {
        ConnectChange change = Objects.requireNonNull(decode(decoder, null, value));
        return change.change() instanceof RowChange row
                ? Objects.requireNonNull(row.after())
                : Objects.requireNonNull(((RowState) change.change()).after());
    }
}
