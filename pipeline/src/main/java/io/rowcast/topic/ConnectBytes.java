package io.rowcast.topic;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Base64;
import java.util.HexFormat;

/** Numbers and bytes out of what the connector makes of them. */
final class ConnectBytes {
    /** What the binlog client makes of the year 0000, which is stored as 0 years after 1900. */
    private static final int BINLOG_YEAR_ZERO = 1900;

    private ConnectBytes() {}

    static long year(long year) {
        return year == BINLOG_YEAR_ZERO ? 0 : year;
    }

    /** BIGINT UNSIGNED in the mode {@code long}: above 2^63-1 it comes as a negative number of the same bits. */
    static Object unsigned(long bits) {
        return bits >= 0 ? (Object) bits : new BigInteger(Long.toUnsignedString(bits));
    }

    /** BIGINT UNSIGNED in the mode {@code precise}: a Connect Decimal without fraction. */
    static Object fromBigEndian(String base64) {
        return narrowed(new BigInteger(bytes(base64)));
    }

    /** BIT(n): the lowest byte first. */
    static Object fromLittleEndian(String base64) {
        byte[] little = bytes(base64);
        byte[] big = new byte[little.length];
        for (int i = 0; i < little.length; i++) {
            big[little.length - 1 - i] = little[i];
        }
        return narrowed(new BigInteger(1, big));
    }

    private static Object narrowed(BigInteger number) {
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    static BigDecimal decimal(String base64, int scale) {
        return new BigDecimal(new BigInteger(bytes(base64)), scale);
    }

    /** @throws ArithmeticException when that would lose digits */
    static String scaled(BigDecimal number, int scale) {
        return number.setScale(scale, RoundingMode.UNNECESSARY).toPlainString();
    }

    static String rounded(double number, int scale) {
        return BigDecimal.valueOf(number)
                .setScale(scale, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /** FLOAT: the shortest text of the single-precision number, however wide it travelled. */
    static double single(double number) {
        return Double.parseDouble(Float.toString((float) number));
    }

    /** Checked, and with the padding that our own reader writes. */
    static String base64(String text) {
        return Base64.getEncoder().encodeToString(bytes(text));
    }

    static String fromUrlSafe(String text) {
        return Base64.getEncoder().encodeToString(Base64.getUrlDecoder().decode(text));
    }

    static String fromHex(String text) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(text));
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
