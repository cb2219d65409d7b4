package io.debezium.connector.mysql.jdbc;

import io.debezium.connector.mysql.MySqlConnectorConfig;
import io.debezium.relational.Column;
import io.debezium.relational.Table;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/**
 * Stands before Debezium 3.6.1's class of the same name, which reads a DATETIME as a moment in this machine's time zone and a
 * zero date as NULL, and loses the characters that Java does not know in a column's character set: here the snapshot reads
 * the text that MySQL shows. {@code RowDeserializersTest} fails when Debezium's version changes.
 */
public class MySqlTextProtocolFieldReader extends AbstractFieldReader {

    public MySqlTextProtocolFieldReader(MySqlConnectorConfig config) {
        super(config);
    }

    @Override
    public Object readField(ResultSet rs, int index, Column column, Table table) throws SQLException {
        if (column.jdbcType() == Types.DECIMAL) {
            return decimal(asSent(rs, index));
        }
        return switch (column.typeName()) {
            case "CHAR", "VARCHAR", "TEXT" -> rs.getString(index);
            case "TIMESTAMP" -> asSent(rs, index);
            default -> super.readField(rs, index, column, table);
        };
    }

    @Override
    protected Object readTimeField(ResultSet rs, int index, Column column, Table table) throws SQLException {
        return asSent(rs, index);
    }

    @Override
    protected Object readDateField(ResultSet rs, int index, Column column, Table table) throws SQLException {
        return asSent(rs, index);
    }

    @Override
    protected Object readTimestampField(ResultSet rs, int index, Column column, Table table) throws SQLException {
        return asSent(rs, index);
    }

    /** Not {@code getBigDecimal}, which fails on some of ZEROFILL. */
    private static BigDecimal decimal(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    /** Not {@code getString}, which makes a date of it first. */
    private static String asSent(ResultSet rs, int index) throws SQLException {
        byte[] text = rs.getBytes(index);
        return text == null ? null : new String(text, StandardCharsets.US_ASCII);
    }
}
