package io.rowcast.reader.row;

import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonFormatter;
import io.rowcast.model.JsonDouble;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;

/** Writes MySQL's binary JSON as the text that MySQL itself shows for it, without the blanks. */
final class JsonText implements JsonFormatter {
    private static final int MICRO_DIGITS = 6;

    private final StringBuilder text = new StringBuilder();

    @Override
    public void beginObject(int entries) {
        text.append('{');
    }

    @Override
    public void beginArray(int entries) {
        text.append('[');
    }

    @Override
    public void endObject() {
        text.append('}');
    }

    @Override
    public void endArray() {
        text.append(']');
    }

    @Override
    public void name(String name) {
        value(name);
        text.append(':');
    }

    @Override
    public void value(String value) {
        JsonQuote.append(text, value);
    }

    @Override
    public void value(int value) {
        text.append(value);
    }

    @Override
    public void value(long value) {
        text.append(value);
    }

    @Override
    public void value(double value) {
        text.append(JsonDouble.text(value));
    }

    @Override
    public void value(BigInteger value) {
        text.append(value);
    }

    @Override
    public void value(BigDecimal value) {
        text.append(value.toPlainString());
    }

    @Override
    public void value(boolean value) {
        text.append(value);
    }

    @Override
    public void valueNull() {
        text.append("null");
    }

    @Override
    public void valueYear(int year) {
        text.append(year);
    }

    @Override
    public void valueDate(int year, int month, int day) {
        text.append('"');
        date(year, month, day);
        text.append('"');
    }

    @Override
    public void valueDatetime(int year, int month, int day, int hour, int minute, int second, int micros) {
        text.append('"');
        date(year, month, day);
        text.append(' ');
        time(hour, minute, second, micros);
        text.append('"');
    }

    @Override
    public void valueTime(int hour, int minute, int second, int micros) {
        boolean negative = hour < 0 || minute < 0 || second < 0 || micros < 0;
        text.append(negative ? "\"-" : "\"");
        time(Math.abs(hour), Math.abs(minute), Math.abs(second), Math.abs(micros));
        text.append('"');
    }

    @Override
    public void valueTimestamp(long epochSecond, int micros) {
        var time = Instant.ofEpochSecond(epochSecond).atOffset(ZoneOffset.UTC);
        valueDatetime(
                time.getYear(),
                time.getMonthValue(),
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond(),
                micros);
    }

    @Override
    public void valueOpaque(ColumnType type, byte[] value) {
        text.append("\"base64:type")
                .append(type.getCode() & 0xff)
                .append(':')
                .append(Base64.getEncoder().encodeToString(value))
                .append('"');
    }

    @Override
    public void nextEntry() {
        text.append(',');
    }

    private void date(int year, int month, int day) {
        padded(year, 4).append('-');
        padded(month, 2).append('-');
        padded(day, 2);
    }

    private void time(int hour, int minute, int second, int micros) {
        padded(hour, 2).append(':');
        padded(minute, 2).append(':');
        padded(second, 2).append('.');
        padded(micros, MICRO_DIGITS);
    }

    private StringBuilder padded(int number, int width) {
        String digits = Integer.toString(number);
        return text.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
