package io.rowcast.mapping;

import static io.rowcast.mapping.FunctionType.DECIMAL;
import static io.rowcast.mapping.FunctionType.DOUBLE;
import static io.rowcast.mapping.FunctionType.INT;
import static io.rowcast.mapping.FunctionType.UINT;

import java.math.RoundingMode;
import java.util.List;

/** CEL's math extension for decimals. Half is rounded away from zero, as MySQL does and as CEL does with doubles. */
final class DecimalFunctions {
    private static final int MAX_DIGITS = 30;

    private DecimalFunctions() {}

    static FunctionLibrary library() {
        FunctionLibrary library = new FunctionLibrary();
        rounding(library, "math.round", RoundingMode.HALF_UP);
        rounding(library, "math.ceil", RoundingMode.CEILING);
        rounding(library, "math.floor", RoundingMode.FLOOR);
        rounding(library, "math.trunc", RoundingMode.DOWN);
        library.overload(
                        "math.abs",
                        DECIMAL,
                        List.of(DECIMAL),
                        a -> new Decimal(decimal(a[0]).value().abs()))
                .overload(
                        "math.sign",
                        DECIMAL,
                        List.of(DECIMAL),
                        a -> Arithmetic.decimal((long) decimal(a[0]).value().signum()))
                .overload("math.round", DECIMAL, List.of(DECIMAL, INT), a -> rounded(a[0], (Long) a[1]));
        for (FunctionType other : List.of(INT, UINT, DOUBLE)) {
            pair(library, DECIMAL, other);
            pair(library, other, DECIMAL);
        }
        pair(library, DECIMAL, DECIMAL);
        return library;
    }

    private static void rounding(FunctionLibrary library, String name, RoundingMode mode) {
        library.overload(
                name,
                DECIMAL,
                List.of(DECIMAL),
                a -> new Decimal(decimal(a[0]).value().setScale(0, mode)));
    }

    private static void pair(FunctionLibrary library, FunctionType left, FunctionType right) {
        library.function(
                        "math.@max",
                        DECIMAL,
                        List.of(left, right),
                        a -> decimal(a[0]).compareTo(decimal(a[1])) >= 0 ? decimal(a[0]) : decimal(a[1]))
                .function(
                        "math.@min",
                        DECIMAL,
                        List.of(left, right),
                        a -> decimal(a[0]).compareTo(decimal(a[1])) <= 0 ? decimal(a[0]) : decimal(a[1]));
    }

    private static Decimal rounded(Object number, long digits) {
        if (digits < -MAX_DIGITS || digits > MAX_DIGITS) {
            throw new FunctionFailure("expected to round to at most 30 digits");
        }
        return new Decimal(decimal(number).value().setScale((int) digits, RoundingMode.HALF_UP));
    }

    private static Decimal decimal(Object number) {
        return Arithmetic.decimal(number);
    }
}
