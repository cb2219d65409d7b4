package io.rowcast.reader.row;

import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonBinary;
import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonFormatter;
import java.io.IOException;

/** Reads MySQL's binary JSON; mends that the binlog client rounds a negative TIME with fractions down
 * and makes negative minutes of a late DATETIME. */
final class BinaryJson extends JsonBinary {
    private static final int FRACTION_BITS = 24;
    private static final int FIVE_BITS = 0x1f;
    private static final int SIX_BITS = 0x3f;
    private static final int TEN_BITS = 0x3ff;

    BinaryJson(byte[] binary) {
        super(binary);
    }

    /** A TIME packed into a signed 64-bit integer: 10 bits of hours, 6 of minutes, 6 of seconds, 24 of microseconds. */
    @Override
    protected void parseTime(JsonFormatter formatter) throws IOException {
        long packed = readInt64();
        int sign = packed < 0 ? -1 : 1;
        long absolute = Math.abs(packed);
        int micros = (int) (absolute & ((1 << FRACTION_BITS) - 1));
        int time = (int) (absolute >> FRACTION_BITS);
        formatter.valueTime(
                sign * (time >> 12 & TEN_BITS), sign * (time >> 6 & SIX_BITS), sign * (time & SIX_BITS), sign * micros);
    }

    /** A DATETIME packed likewise: 17 bits of year * 13 + month, 5 of day, 5 of hours, and the rest as in TIME. */
    @Override
    protected void parseDatetime(JsonFormatter formatter) throws IOException {
        long packed = readInt64();
        long time = packed >> FRACTION_BITS;
        int date = (int) (time >> 17);
        formatter.valueDatetime(
                (date >> 5) / 13,
                (date >> 5) % 13,
                date & FIVE_BITS,
                (int) (time >> 12 & FIVE_BITS),
                (int) (time >> 6 & SIX_BITS),
                (int) (time & SIX_BITS),
                (int) (packed & ((1 << FRACTION_BITS) - 1)));
    }
}
