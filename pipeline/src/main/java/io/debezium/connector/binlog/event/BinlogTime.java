package io.debezium.connector.binlog.event;

import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Dates and times of the binlog as the text that MySQL shows for them, whether a calendar has them or not. The forms are those of
 * MySQL's {@code my_time.cc}; a column that declares fraction digits has one byte after them for each two.
 */
final class BinlogTime {
    private static final int SIX_BITS = 0x3f;

    private BinlogTime() {}

    /** DATE: little-endian, 5 bits of day, 4 of month, the rest the year. */
    static String date(ByteArrayInputStream in) throws IOException {
        int packed = in.readInteger(3);
        return date(new StringBuilder(10), packed >> 9, packed >> 5 & 0xf, packed & 0x1f)
                .toString();
    }

    /** TIME: big-endian, above the middle for positive; 10 bits of hours, 6 of minutes, 6 of seconds, the fraction. */
    static String time(int digits, ByteArrayInputStream in) throws IOException {
        int fractionBits = 8 * fractionBytes(digits);
        long packed = bigEndian(in, 3 + fractionBytes(digits)) - (0x800000L << fractionBits);
        long length = Math.abs(packed);
        int time = (int) (length >> fractionBits);
        StringBuilder text = new StringBuilder(17).append(packed < 0 ? "-" : "");
        clock(text, time >> 12, time >> 6 & SIX_BITS, time & SIX_BITS);
        return fraction(text, length & ((1L << fractionBits) - 1), digits).toString();
    }

    /** DATETIME: big-endian, a sign, 17 bits of year * 13 + month, 5 of day, 5 of hour, 6 of minute, 6 of second. */
    static String dateTime(int digits, ByteArrayInputStream in) throws IOException {
        long packed = bigEndian(in, 5);
        int months = (int) (packed >> 22 & 0x1ffff);
        StringBuilder text = new StringBuilder(26);
        date(text, months / 13, months % 13, (int) (packed >> 17 & 0x1f)).append(' ');
        clock(text, (int) (packed >> 12 & 0x1f), (int) (packed >> 6 & SIX_BITS), (int) (packed & SIX_BITS));
        return fraction(text, digits, in);
    }

    /** TIMESTAMP: big-endian seconds since 1970 in UTC; second 0 stands for the zero date. */
    static String timestamp(int digits, ByteArrayInputStream in) throws IOException {
        long second = bigEndian(in, 4);
        StringBuilder text = new StringBuilder(26);
        if (second == 0) {
            return fraction(text.append("0000-00-00 00:00:00"), digits, in);
        }
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        date(text, time.getYear(), time.getMonthValue(), time.getDayOfMonth()).append(' ');
        clock(text, time.getHour(), time.getMinute(), time.getSecond());
        return fraction(text, digits, in);
    }

    private static StringBuilder date(StringBuilder text, int year, int month, int day) {
        two(text, year / 100);
        two(text, year % 100).append('-');
        two(text, month).append('-');
        return two(text, day);
    }

    private static void clock(StringBuilder text, int hour, int minute, int second) {
        two(text, hour).append(':');
        two(text, minute).append(':');
        two(text, second);
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return number < 10 ? text.append('0').append(number) : text.append(number);
    }

    private static int fractionBytes(int digits) {
        return (digits + 1) / 2;
    }

    private static String fraction(StringBuilder text, int digits, ByteArrayInputStream in) throws IOException {
        return fraction(text, bigEndian(in, fractionBytes(digits)), digits).toString();
    }

    /** @param stored the fraction with an even number of digits */
    private static StringBuilder fraction(StringBuilder text, long stored, int digits) {
        if (digits == 0) {
            return text;
        }
        String all = Long.toString(stored);
        text.append('.')
                .append("0".repeat(2 * fractionBytes(digits) - all.length()))
                .append(all);
        text.setLength(text.length() - digits % 2);
        return text;
    }

    private static long bigEndian(ByteArrayInputStream in, int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = number << 8 | in.readInteger(1);
        }
        return number;
    }
}
