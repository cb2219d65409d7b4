package io.debezium.connector.binlog.event;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import com.github.shyiko.mysql.binlog.event.deserialization.DeleteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.UpdateRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.WriteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import io.debezium.config.CommonConnectorConfig.EventProcessingFailureHandlingMode;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;

/**
 * Stands before Debezium 3.6.1's class of the same name, which makes NULL of {@code 0000-00-00} and {@code 2026-00-00} and
 * fails on {@code 2026-02-31}: here dates and times are the text that MySQL shows. {@code RowDeserializersTest}
 * fails when Debezium's version changes.
 */
public final class RowDeserializers {

    private RowDeserializers() {}

    /** Reads the rows of an INSERT. */
    public static final class WriteRowsDeserializer extends WriteRowsEventDataDeserializer {

        public WriteRowsDeserializer(Map<Long, TableMapEventData> tables, EventProcessingFailureHandlingMode failures) {
            super(tables);
        }

        @Override
        protected Serializable deserializeCell(ColumnType type, int meta, int length, ByteArrayInputStream in)
                throws IOException {
            return isText(type) ? text(type, meta, length, in) : super.deserializeCell(type, meta, length, in);
        }
    }

    /** Reads the rows of an UPDATE. */
    public static final class UpdateRowsDeserializer extends UpdateRowsEventDataDeserializer {

        public UpdateRowsDeserializer(
                Map<Long, TableMapEventData> tables, EventProcessingFailureHandlingMode failures) {
            super(tables);
        }

        @Override
        protected Serializable deserializeCell(ColumnType type, int meta, int length, ByteArrayInputStream in)
                throws IOException {
            return isText(type) ? text(type, meta, length, in) : super.deserializeCell(type, meta, length, in);
        }
    }

    /** Reads the rows of a DELETE. */
    public static final class DeleteRowsDeserializer extends DeleteRowsEventDataDeserializer {

        public DeleteRowsDeserializer(
                Map<Long, TableMapEventData> tables, EventProcessingFailureHandlingMode failures) {
            super(tables);
        }

        @Override
        protected Serializable deserializeCell(ColumnType type, int meta, int length, ByteArrayInputStream in)
                throws IOException {
            return isText(type) ? text(type, meta, length, in) : super.deserializeCell(type, meta, length, in);
        }
    }

    private static boolean isText(ColumnType type) {
        return switch (type) {
            case VARCHAR, VAR_STRING, STRING -> true;
            case DATE, TIME, TIME_V2, DATETIME, DATETIME_V2, TIMESTAMP, TIMESTAMP_V2 -> true;
            default -> false;
        };
    }

    /** Characters as the bytes they are, since the binlog does not say in which character set. */
    private static Serializable text(ColumnType type, int meta, int length, ByteArrayInputStream in)
            throws IOException {
        return switch (type) {
            case STRING -> in.read(in.readInteger(length < 256 ? 1 : 2));
            case VARCHAR, VAR_STRING -> in.read(in.readInteger(meta < 256 ? 1 : 2));
            case DATE -> BinlogTime.date(in);
            case TIME_V2 -> BinlogTime.time(meta, in);
            case DATETIME_V2 -> BinlogTime.dateTime(meta, in);
            case TIMESTAMP_V2 -> BinlogTime.timestamp(meta, in);
            default ->
                throw new IOException("found a " + type + " as MySQL 5.5 stored it; expected a table that a later "
                        + "MySQL has written. Rebuild it: ALTER TABLE ... FORCE");
        };
    }
}
