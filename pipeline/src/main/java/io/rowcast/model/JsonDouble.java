package io.rowcast.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** A double as MySQL shows it inside JSON: the shortest digits that read back the same. */
public final class JsonDouble {
    /** From here on MySQL writes an exponent: {@code MAX_DECPT_FOR_F_FORMAT} in its {@code dtoa.cc}. */
    private static final int MAX_POINT = 15;

    private JsonDouble() {}

    public static String text(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal exact = shortest(value).stripTrailingZeros();
        String digits = exact.unscaledValue().abs().toString();
        int point = digits.length() - exact.scale();
        boolean exponent = point > MAX_POINT || point < -MAX_POINT + 1;
        String text = exponent ? scientific(digits, point) : plain(exact.abs());
        return value < 0 ? "-" + text : text;
    }

    private static String plain(BigDecimal exact) {
        String text = exact.toPlainString();
        return text.indexOf('.') < 0 ? text + ".0" : text;
    }

    private static String scientific(String digits, int point) {
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return mantissa + "e" + (point - 1);
    }

    /** Java's own {@code Double.toString} is not always the shortest before JDK 19. */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        int least = Math.abs(value) < Double.MIN_NORMAL ? 1 : 15;
        for (int digits = least; digits < 17; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded;
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
    }
}
