package io.rowcast.reader;

import io.debezium.relational.history.ConnectTableChangeSerializer;
import io.rowcast.model.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * What one record of Debezium's says about a DDL statement; a statement about several tables has a record for each.
 *
 * @param table as it is called from now on
 * @param previous as it was called before, when it was renamed
 * @param definition of the table from now on; {@code null} for one that is gone, or that Debezium does not know
 */
record SchemaChange(
        Kind kind,
        TableId table,
        @Nullable TableId previous,
        @Nullable TableDefinition definition) {

    /** What happened to the table; with {@link #DATABASE_DROPPED}, to all of its database. */
    enum Kind {
        CREATED,
        ALTERED,
        RENAMED,
        DROPPED,
        DATABASE_DROPPED
    }

    private static final String NAME = "(`(?:[^`]|``)+`|\"(?:[^\"]|\"\")+\"|[^\\s.`\"(;,]+)";
    private static final String COMMENTS = "^(?:\\s|/\\*(?!!).*?\\*/|(?:--\\s|#)[^\\n]*\\n)*";

    /** The table that an ALTER TABLE or RENAME TABLE is about. */
    private static final Pattern SUBJECT = Pattern.compile(
            COMMENTS + "(?:ALTER|RENAME)\\s+(?:ONLINE\\s+|OFFLINE\\s+|IGNORE\\s+)?TABLES?\\s+" + NAME + "(?:\\s*\\.\\s*"
                    + NAME + ")?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Statements that take rows away or put others there without an event for any of them. */
    private static final Pattern ROWS_MOVED = Pattern.compile(
            "\\b(?:(?:DROP|TRUNCATE|EXCHANGE|DISCARD|IMPORT)\\s+PARTITION|(?:DISCARD|IMPORT)\\s+TABLESPACE)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern EXCHANGED = Pattern.compile(
            "\\bEXCHANGE\\s+PARTITION\\s+" + NAME + "\\s+WITH\\s+TABLE\\s+" + NAME + "(?:\\s*\\.\\s*" + NAME + ")?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern DROP_DATABASE =
            Pattern.compile(COMMENTS + "DROP\\s+(?:DATABASE|SCHEMA)\\b", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    static boolean isSchemaChange(SourceRecord record) {
        String name = record.valueSchema() == null ? null : record.valueSchema().name();
        return name != null && name.endsWith(".SchemaChangeValue");
    }

    /** What the record says; empty when it says nothing about tables, like {@code SET} or {@code CREATE DATABASE}. */
    static Optional<SchemaChange> of(SourceRecord record) {
        Struct value = (Struct) record.value();
        List<Struct> tables = value.getArray("tableChanges");
        String ddl = value.getString("ddl") == null ? "" : value.getString("ddl");
        if (tables != null && !tables.isEmpty()) {
            return Optional.of(known(tables.get(0), ddl));
        }
        String database = value.getString("databaseName");
        if (DROP_DATABASE.matcher(ddl).find() && database != null && !database.isEmpty()) {
            return Optional.of(new SchemaChange(Kind.DATABASE_DROPPED, new TableId(database, "*"), null, null));
        }
        return unknown(value, ddl);
    }

    /**
     * The tables that may hold other rows now, by the words of the statement: of partitions, and of tablespaces. One whose
     * comments hold these words is named as well.
     */
    static List<TableId> withOtherRows(SourceRecord record) {
        Struct value = (Struct) record.value();
        String ddl = value.getString("ddl");
        String database = value.getString("databaseName");
        if (ddl == null || database == null || !ROWS_MOVED.matcher(ddl).find()) {
            return List.of();
        }
        List<TableId> tables = new ArrayList<>();
        subject(ddl, database).ifPresent(tables::add);
        Matcher exchanged = EXCHANGED.matcher(ddl);
        if (exchanged.find()) {
            tables.add(named(database, exchanged.group(2), exchanged.group(3)));
        }
        return tables;
    }

    private static SchemaChange known(Struct change, String ddl) {
        var id = io.debezium.relational.TableId.parse(change.getString("id"), true);
        TableId table = new TableId(id.catalog(), id.table());
        Struct after = change.getStruct(ConnectTableChangeSerializer.TABLE_KEY);
        TableDefinition definition = after == null ? null : TableDefinition.of(after);
        String type = change.getString("type");
        if (type.equals("CREATE")) {
            return new SchemaChange(Kind.CREATED, table, null, definition);
        }
        if (type.equals("DROP")) {
            return new SchemaChange(Kind.DROPPED, table, null, null);
        }
        TableId subject = subject(ddl, table.database()).orElse(table);
        return subject.equals(table)
                ? new SchemaChange(Kind.ALTERED, table, null, definition)
                : new SchemaChange(Kind.RENAMED, table, subject, definition);
    }

    /** A table was renamed that Debezium does not know. */
    private static Optional<SchemaChange> unknown(Struct value, String ddl) {
        Struct source = value.getStruct("source");
        String database = source.getString("db");
        String name = source.getString("table");
        if (database == null || name == null || database.isEmpty() || name.isEmpty() || name.contains(",")) {
            return Optional.empty();
        }
        TableId table = new TableId(database, name);
        return subject(ddl, database)
                .filter(subject -> !subject.equals(table))
                .map(subject -> new SchemaChange(Kind.RENAMED, table, subject, null));
    }

    private static Optional<TableId> subject(String ddl, String database) {
        Matcher matcher = SUBJECT.matcher(ddl);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(named(database, matcher.group(1), matcher.group(2)));
    }

    /** @param second {@code null} when the name says no database */
    private static TableId named(String database, String first, @Nullable String second) {
        return second == null ? new TableId(database, unquoted(first)) : new TableId(unquoted(first), unquoted(second));
    }

    private static String unquoted(String name) {
        char quote = name.charAt(0);
        return quote == '`' || quote == '"'
                ? name.substring(1, name.length() - 1).replace("" + quote + quote, "" + quote)
                : name;
    }
}
