package io.rowcast.mapping;

import dev.cel.common.values.CelByteString;
import io.rowcast.model.JsonText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What a value is in Redis: the text that a person expects to read. */
final class Texts {
    /** Below it a double has all its integers, and prints them without an exponent. */
    private static final double PLAIN_LIMIT = 1e15;

    private Texts() {}

    static String of(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Long || value instanceof JsonText || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Double number) {
            return of(number.doubleValue());
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return ofResult(value);
    }

    /** A double without fraction as an integer, any other as Java writes it. */
    private static String of(double number) {
        return number == Math.rint(number) && Math.abs(number) < PLAIN_LIMIT
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    /** Values that only CEL makes. */
    private static String ofResult(Object value) {
        if (value instanceof Map || value instanceof List) {
            return JsonForm.TEXT.of(value, ValueType.OTHER);
        }
        if (value instanceof CelByteString bytes) {
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        }
        if (value instanceof Duration duration) {
            return new BigDecimal(duration.getSeconds())
                            .add(BigDecimal.valueOf(duration.getNano(), 9))
                            .stripTrailingZeros()
                            .toPlainString()
                    + "s";
        }
        return value.toString();
    }
}
