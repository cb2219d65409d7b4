package io.rowcast.mapping;

import static io.rowcast.mapping.ValueType.DECIMAL;
import static io.rowcast.mapping.ValueType.DOUBLE;
import static io.rowcast.mapping.ValueType.INT;
import static io.rowcast.mapping.ValueType.STRING;
import static io.rowcast.mapping.ValueType.UINT;

import com.google.common.primitives.UnsignedLong;
import com.google.errorprone.annotations.Immutable;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.exceptions.CelBadFormatException;
import dev.cel.common.exceptions.CelNumericOverflowException;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Numbers as MySQL has them, for CEL: the type {@code decimal} with its operators and conversions, and operators between
 * numbers of different types, which CEL itself does not have.
 */
final class NumberLibrary implements CelCompilerLibrary, CelRuntimeLibrary {
    private static final List<ValueType> TYPES = List.of(INT, UINT, DECIMAL, DOUBLE);

    /** A comparison, given how the left one compares to the right one. */
    @Immutable
    @FunctionalInterface
    private interface Verdict {
        boolean of(int comparison);
    }

    private final Map<String, List<CelOverloadDecl>> declarations = new LinkedHashMap<>();
    private final Map<String, List<CelFunctionBinding>> dispatched = new LinkedHashMap<>();
    private final List<CelFunctionBinding> bindings = new ArrayList<>();

    NumberLibrary() {
        for (Arithmetic operator : Arithmetic.values()) {
            arithmetic(operator);
        }
        comparison("_<_", "less", c -> c < 0);
        comparison("_<=_", "less_equals", c -> c <= 0);
        comparison("_>_", "greater", c -> c > 0);
        comparison("_>=_", "greater_equals", c -> c >= 0);
        equality("_==_", "equals", c -> c == 0);
        equality("_!=_", "not_equals", c -> c != 0);
        conversions();
    }

    @Override
    public void setCheckerOptions(CelCheckerBuilder checker) {
        declarations.forEach((function, overloads) ->
                checker.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(function, overloads)));
    }

    @Override
    public void setRuntimeOptions(CelRuntimeBuilder runtime) {
        dispatched.forEach((function, overloads) ->
                runtime.addFunctionBindings(CelFunctionBinding.fromOverloads(function, overloads)));
        runtime.addFunctionBindings(bindings);
    }

    private void arithmetic(Arithmetic operator) {
        for (ValueType left : TYPES) {
            for (ValueType right : TYPES) {
                ValueType result = result(left, right);
                boolean known = left == right && left != DECIMAL;
                boolean undefined = operator == Arithmetic.MODULO && result == DOUBLE;
                if (!known && !undefined) {
                    String id = id(operator.name().toLowerCase(Locale.ROOT), left, right);
                    dispatch(operator.function(), binary(operator.function(), id, result, left, right, (a, b) -> {
                        return result == DECIMAL
                                ? operator.decimals(a, b)
                                : result == DOUBLE ? operator.doubles(a, b) : operator.unsigned(a, b);
                    }));
                }
            }
        }
        if (operator == Arithmetic.SUBTRACT) {
            bindings.add(unary("-_", "negate_decimal", DECIMAL, DECIMAL, a -> ((Decimal) a).negated()));
        }
    }

    private static ValueType result(ValueType left, ValueType right) {
        if (left == DECIMAL || right == DECIMAL) {
            return DECIMAL;
        }
        return left == DOUBLE || right == DOUBLE ? DOUBLE : UINT;
    }

    /** Comparisons with a decimal; CEL has the others. */
    private void comparison(String function, String name, Verdict verdict) {
        for (ValueType left : TYPES) {
            for (ValueType right : TYPES) {
                if (left == DECIMAL || right == DECIMAL) {
                    dispatch(function, compare(function, name, left, right, verdict));
                }
            }
        }
    }

    /**
     * Equality of numbers of different types; CEL has that of equal types. Bound by overload only, since CEL's own
     * equality is one function for all types and lets nothing be added to it.
     */
    private void equality(String function, String name, Verdict verdict) {
        for (ValueType left : TYPES) {
            for (ValueType right : TYPES) {
                if (left != right) {
                    bindings.add(compare(function, name, left, right, verdict));
                }
            }
        }
    }

    private CelFunctionBinding compare(String function, String name, ValueType left, ValueType right, Verdict verdict) {
        return binary(
                function,
                id(name, left, right),
                ValueType.BOOL,
                left,
                right,
                (a, b) -> verdict.of(Arithmetic.decimal(a).compareTo(Arithmetic.decimal(b))));
    }

    private void conversions() {
        bindings.add(unary("string", "string_decimal", STRING, DECIMAL, Object::toString));
        bindings.add(unary(
                "double",
                "double_decimal",
                DOUBLE,
                DECIMAL,
                a -> ((Decimal) a).value().doubleValue()));
        bindings.add(unary(
                "int",
                "int_decimal",
                INT,
                DECIMAL,
                a -> whole(a, Long.SIZE - 1, true).longValueExact()));
        bindings.add(
                unary("uint", "uint_decimal", UINT, DECIMAL, a -> UnsignedLong.valueOf(whole(a, Long.SIZE, false))));
        for (ValueType from : TYPES) {
            dispatch("decimal", unary("decimal", "decimal_" + from, DECIMAL, from, Arithmetic::decimal));
        }
        dispatch("decimal", unary("decimal", "decimal_string", DECIMAL, STRING, NumberLibrary::parsed));
    }

    /** The decimal without its fraction. */
    private static BigInteger whole(Object decimal, int bits, boolean signed) {
        BigInteger whole =
                ((Decimal) decimal).value().setScale(0, RoundingMode.DOWN).toBigIntegerExact();
        if (whole.bitLength() > bits || (!signed && whole.signum() < 0)) {
            throw new CelNumericOverflowException("out of the range of the integer type");
        }
        return whole;
    }

    private static Decimal parsed(Object text) {
        try {
            return new Decimal(new BigDecimal((String) text));
        } catch (NumberFormatException e) {
            throw new CelBadFormatException(e);
        }
    }

    private static String id(String name, ValueType left, ValueType right) {
        return name + '_' + left + '_' + right;
    }

    private CelFunctionBinding binary(
            String function,
            String id,
            ValueType result,
            ValueType left,
            ValueType right,
            CelFunctionOverload.Binary<Object, Object> body) {
        declare(function, CelOverloadDecl.newGlobalOverload(id, result.cel(), left.cel(), right.cel()));
        return CelFunctionBinding.from(id, javaType(left), javaType(right), body::apply);
    }

    private CelFunctionBinding unary(
            String function, String id, ValueType result, ValueType argument, CelFunctionOverload.Unary<Object> body) {
        declare(function, CelOverloadDecl.newGlobalOverload(id, result.cel(), argument.cel()));
        return CelFunctionBinding.from(id, javaType(argument), body::apply);
    }

    private void declare(String function, CelOverloadDecl overload) {
        declarations.computeIfAbsent(function, f -> new ArrayList<>()).add(overload);
    }

    private void dispatch(String function, CelFunctionBinding binding) {
        dispatched.computeIfAbsent(function, f -> new ArrayList<>()).add(binding);
    }

    private static Class<?> javaType(ValueType type) {
        return switch (type) {
            case INT -> Long.class;
            case UINT -> UnsignedLong.class;
            case DECIMAL -> Decimal.class;
            case DOUBLE -> Double.class;
            case BOOL -> Boolean.class;
            case STRING -> String.class;
            case DYNAMIC, OTHER -> Object.class;
        };
    }
}
