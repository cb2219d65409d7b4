package io.rowcast.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Values as numbers, exactly. */
final class Numbers {

    private Numbers() {}

    /**
     * @return exactly the number that the value's text shows
     * @throws UnmappableRowException when it is none, or not finite
     */
    static BigDecimal decimal(Object value, OutputHead output, String property) {
        return decimal(value, output.path() + "." + property);
    }

    /** As above, for what is written at {@code path}. */
    static BigDecimal decimal(Object value, String path) {
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof BigInteger number) {
            return new BigDecimal(number);
        }
        try {
            if (value instanceof Double || value instanceof String) {
                return new BigDecimal(Texts.of(value));
            }
        } catch (NumberFormatException e) {
            throw notANumber(path, e);
        }
        throw notANumber(path, null);
    }

    /**
     * @return the text of a number
     * @throws UnmappableRowException when the value is none, or not finite
     */
    static String text(Object value, OutputHead output, String property) {
        if (!(value instanceof Long)) {
            decimal(value, output, property);
        }
        return Texts.of(value);
    }

    private static UnmappableRowException notANumber(String path, @Nullable Throwable cause) {
        return new UnmappableRowException(path, "the value is not a finite number", cause);
    }
}
