package io.rowcast.mapping;

import com.google.errorprone.annotations.Immutable;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * An exact decimal number inside an expression. Sums, differences and products are exact; a quotient is exact if 34
 * digits are enough and else rounded to 34 digits, half to even. Equality is that of the number: 1.0 equals 1.00.
 */
@Immutable
final class Decimal implements Comparable<Decimal> {
    private final BigDecimal value;

    Decimal(BigDecimal value) {
        this.value = value;
    }

    BigDecimal value() {
        return value;
    }

    Decimal plus(Decimal other) {
        return new Decimal(value.add(other.value));
    }

    Decimal minus(Decimal other) {
        return new Decimal(value.subtract(other.value));
    }

    Decimal times(Decimal other) {
        return new Decimal(value.multiply(other.value));
    }

    /** @throws ArithmeticException when {@code other} is zero */
    Decimal dividedBy(Decimal other) {
        BigDecimal quotient = value.divide(other.value, MathContext.DECIMAL128);
        return new Decimal(quotient);
    }

    /** @throws ArithmeticException when {@code other} is zero */
    Decimal modulo(Decimal other) {
        return new Decimal(value.remainder(other.value));
    }

    Decimal negated() {
        return new Decimal(value.negate());
    }

    @Override
    public int compareTo(Decimal other) {
        return value.compareTo(other.value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Decimal decimal && value.compareTo(decimal.value) == 0;
    }

    @Override
    public int hashCode() {
        return value.stripTrailingZeros().hashCode();
    }

    /** Its plain digits, without an exponent. */
    @Override
    public String toString() {
        return value.toPlainString();
    }
}
