package io.rowcast.author;

import com.fasterxml.jackson.databind.JsonNode;
import io.rowcast.model.Column;
import io.rowcast.model.ColumnType;
import io.rowcast.model.JsonText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A value as people write it in YAML or JSON, made into the one that a row from MySQL has. */
final class WrittenValue {
    private static final Pattern TIME =
            Pattern.compile("((?:\\d{4}-\\d\\d-\\d\\d[T ])?-?\\d{2,3}:\\d\\d:\\d\\d)(?:\\.(\\d{1,6}))?(Z?)");

    private final Column column;
    private final WrittenType type;
    private final JsonNode node;

    private WrittenValue(Column column, WrittenType type, JsonNode node) {
        this.column = column;
        this.type = type;
        this.node = node;
    }

    /** @throws IllegalArgumentException when it does not go with the column */
    static @Nullable Object of(Column column, WrittenType type, JsonNode node) {
        if (!node.isNull()) {
            return new WrittenValue(column, type, node).value();
        }
        if (!column.nullable()) {
            throw new IllegalArgumentException("column " + column.name()
                    + ": found null; expected a value, as the column is not declared to be null");
        }
        return null;
    }

    private Object value() {
        return switch (column.type()) {
            case INTEGER -> integer(63).longValueExact();
            case UNSIGNED -> unsigned();
            case FLOATING -> number().doubleValue();
            case DECIMAL -> decimal();
            case JSON, OTHER -> new JsonText(node.isTextual() ? node.asText() : node.toString());
            case TEXT, BINARY, DATE -> text();
            case TIME, DATETIME, TIMESTAMP -> time();
        };
    }

    private Object unsigned() {
        BigInteger value = integer(64);
        if (value.signum() < 0) {
            throw wrong("an unsigned number");
        }
        return value.bitLength() <= 63 ? (Object) value.longValueExact() : value;
    }

    private BigInteger integer(int bits) {
        BigInteger value = node.isBoolean()
                ? BigInteger.valueOf(node.booleanValue() ? 1 : 0)
                : node.isIntegralNumber()
                        ? node.bigIntegerValue()
                        : node.isTextual() && node.asText().matches("-?[0-9]{1,20}")
                                ? new BigInteger(node.asText())
                                : null;
        if (value == null || value.bitLength() > bits) {
            throw wrong("an integer");
        }
        return value;
    }

    private BigDecimal number() {
        try {
            if (node.isNumber() || node.isTextual()) {
                return node.isNumber() ? node.decimalValue() : new BigDecimal(node.asText());
            }
        } catch (NumberFormatException e) {
            throw (IllegalArgumentException) wrong("a number").initCause(e);
        }
        throw wrong("a number");
    }

    /** With the digits that MySQL gives it. */
    private String decimal() {
        BigDecimal number = number();
        return (type.fraction() < 0 ? number : number.setScale(type.fraction(), RoundingMode.HALF_UP)).toPlainString();
    }

    private String text() {
        if (!node.isTextual()) {
            throw wrong("text; put it in quotes");
        }
        return node.asText();
    }

    /** As MySQL's rows have it: a T between date and time, the column's fraction digits, a Z for what is in UTC. */
    private String time() {
        Matcher time = TIME.matcher(text());
        if (!time.matches()) {
            throw wrong("a " + column.type().name().toLowerCase(Locale.ROOT) + " like "
                    + switch (column.type()) {
                        case TIME -> "23:59:59";
                        case DATETIME -> "2026-01-31 23:59:59";
                        default -> "2026-01-31T23:59:59Z";
                    });
        }
        String fraction = time.group(2) == null ? "" : time.group(2);
        if (type.fraction() >= 0) {
            fraction = (fraction + "000000").substring(0, type.fraction());
        }
        return time.group(1).replace(' ', 'T')
                + (fraction.isEmpty() ? "" : "." + fraction)
                + (column.type() == ColumnType.TIMESTAMP ? "Z" : "");
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException("column " + column.name() + ": found " + node + "; expected " + expected);
    }
}
