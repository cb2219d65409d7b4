package shop;

import java.math.BigDecimal;

/** One way to write a number, so that two of them can be compared as text. */
final class Numbers {

    private Numbers() {}

    /** Without exponent and without zeros at the end of the fraction: {@code 12.5}. */
    static String plain(String number) {
        BigDecimal value = new BigDecimal(number);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
