package io.rowcast.mapping;

import com.google.common.primitives.UnsignedLong;
import com.google.errorprone.annotations.Immutable;
import dev.cel.common.exceptions.CelDivideByZeroException;
import dev.cel.common.exceptions.CelNumericOverflowException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** An arithmetic operator between numbers of any two types. */
enum Arithmetic {
    ADD("_+_", Decimal::plus, Double::sum),
    SUBTRACT("_-_", Decimal::minus, (a, b) -> a - b),
    MULTIPLY("_*_", Decimal::times, (a, b) -> a * b),
    DIVIDE("_/_", Decimal::dividedBy, (a, b) -> a / b),
    MODULO("_%_", Decimal::modulo, (a, b) -> a % b);

    /** On two exact decimals. */
    @Immutable
    @FunctionalInterface
    interface Exact {
        Decimal apply(Decimal a, Decimal b);
    }

    /** On two binary floating-point numbers. */
    @Immutable
    @FunctionalInterface
    interface Floating {
        double apply(double a, double b);
    }

    private final String function;
    private final Exact exact;
    private final Floating floating;

    Arithmetic(String function, Exact exact, Floating floating) {
        this.function = function;
        this.exact = exact;
        this.floating = floating;
    }

    /** What CEL calls it. */
    String function() {
        return function;
    }

    Object decimals(Object a, Object b) {
        Decimal divisor = decimal(b);
        if ((this == DIVIDE || this == MODULO) && divisor.value().signum() == 0) {
            throw new CelDivideByZeroException();
        }
        return exact.apply(decimal(a), divisor);
    }

    Object doubles(Object a, Object b) {
        return floating.apply(((Number) a).doubleValue(), ((Number) b).doubleValue());
    }

    /** Of integers, one of them unsigned: the result is unsigned, and a quotient is cut off. */
    Object unsigned(Object a, Object b) {
        BigInteger left = decimal(a).value().toBigIntegerExact();
        BigInteger right = decimal(b).value().toBigIntegerExact();
        BigInteger result = switch (this) {
            case ADD -> left.add(right);
            case SUBTRACT -> left.subtract(right);
            case MULTIPLY -> left.multiply(right);
            case DIVIDE -> left.divide(divisor(right));
            case MODULO -> left.remainder(divisor(right));
        };
        if (result.signum() < 0 || result.bitLength() > Long.SIZE) {
            throw new CelNumericOverflowException("out of the range of uint");
        }
        return UnsignedLong.valueOf(result);
    }

    private static BigInteger divisor(BigInteger number) {
        if (number.signum() == 0) {
            throw new CelDivideByZeroException();
        }
        return number;
    }

    /**
     * Any number of CEL's as a decimal; a double becomes what its shortest text says, so 0.1 is 0.1.
     *
     * @throws CelNumericOverflowException for a double that is not finite
     */
    static Decimal decimal(Object number) {
        if (number instanceof Decimal decimal) {
            return decimal;
        }
        if (number instanceof Long integer) {
            return new Decimal(BigDecimal.valueOf(integer));
        }
        if (number instanceof UnsignedLong unsigned) {
            return new Decimal(new BigDecimal(unsigned.bigIntegerValue()));
        }
        double floating = (Double) number;
        if (Double.isNaN(floating) || Double.isInfinite(floating)) {
            throw new CelNumericOverflowException("not a finite number");
        }
        return new Decimal(BigDecimal.valueOf(floating));
    }
}
