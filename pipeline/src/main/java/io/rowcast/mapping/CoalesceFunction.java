package io.rowcast.mapping;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.Immutable;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.ErrorValue;
import dev.cel.common.values.NullValue;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.parser.CelParserBuilder;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code coalesce(a, b, …)}: the first of them that is there. Not there is a NULL, what cannot be computed because of a
 * NULL, and a member or element that a JSON document does not have. A macro gives the function the row's variables, which
 * know of the NULLs; it takes failures as arguments to look at them.
 */
final class CoalesceFunction implements CelCompilerLibrary, CelRuntimeLibrary {
    static final String NAME = "coalesce";

    static final String FUNCTION = "@coalesce";
    private static final List<ValueType> NUMBERS =
            List.of(ValueType.INT, ValueType.UINT, ValueType.DECIMAL, ValueType.DOUBLE);
    private static final List<ValueType> TYPES = List.of(
            ValueType.INT, ValueType.UINT, ValueType.DECIMAL, ValueType.DOUBLE, ValueType.BOOL, ValueType.STRING);

    /** One of the two, in the type that the checker has promised. */
    @Immutable
    @SuppressWarnings("Immutable") // a list of classes
    private record Binding(String id, boolean decimal) implements CelFunctionBinding, CelFunctionOverload {

        @Override
        public String getOverloadId() {
            return id;
        }

        @Override
        public ImmutableList<Class<?>> getArgTypes() {
            return ImmutableList.of(Object.class, Object.class, Object.class);
        }

        @Override
        public CelFunctionOverload getDefinition() {
            return this;
        }

        @Override
        public boolean isStrict() {
            return false;
        }

        @Override
        public Object apply(Object[] arguments) throws CelEvaluationException {
            Object first = value((RowVariables) arguments[0], arguments[1]);
            Object chosen = first == NullValue.NULL_VALUE ? value((RowVariables) arguments[0], arguments[2]) : first;
            return decimal && chosen != NullValue.NULL_VALUE ? Arithmetic.decimal(chosen) : chosen;
        }
    }

    private static Object value(RowVariables variables, Object argument) throws CelEvaluationException {
        Object value = argument instanceof Optional<?> optional && optional.isPresent() ? optional.get() : argument;
        if (value instanceof Optional<?>) {
            return NullValue.NULL_VALUE;
        }
        if (!(value instanceof ErrorValue error)) {
            return value;
        }
        Exception failure = error.value();
        CelErrorCode code = RowVariables.code(failure);
        if (code == CelErrorCode.ATTRIBUTE_NOT_FOUND
                || code == CelErrorCode.INDEX_OUT_OF_BOUNDS
                || variables.explain(failure)) {
            return NullValue.NULL_VALUE;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        throw (CelEvaluationException) failure;
    }

    @Override
    public void setParserOptions(CelParserBuilder parser) {
        parser.addMacros(CelMacro.newGlobalVarArgMacro(NAME, CoalesceFunction::expand));
    }

    private static Optional<CelExpr> expand(
            CelMacroExprFactory factory, CelExpr target, ImmutableList<CelExpr> arguments) {
        if (arguments.size() < 2) {
            return Optional.of(factory.reportError("coalesce() needs two values or more"));
        }
        CelExpr rest = arguments.get(arguments.size() - 1);
        for (CelExpr argument : arguments.subList(0, arguments.size() - 1).reverse()) {
            rest = factory.newGlobalCall(FUNCTION, factory.newIdentifier(RowVariables.SELF), argument, rest);
        }
        return Optional.of(rest);
    }

    @Override
    public void setCheckerOptions(CelCheckerBuilder checker) {
        List<CelOverloadDecl> overloads = new ArrayList<>();
        for (ValueType type : TYPES) {
            overloads.add(declaration(id(type, type), type.nullable(), type, type));
        }
        for (ValueType left : NUMBERS) {
            for (ValueType right : NUMBERS) {
                if (left != right) {
                    overloads.add(
                            declaration(id(left, right), result(left, right).nullable(), left, right));
                }
            }
        }
        checker.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(FUNCTION, overloads));
    }

    private static CelOverloadDecl declaration(String id, CelType result, ValueType left, ValueType right) {
        return CelOverloadDecl.newGlobalOverload(id, result, SimpleType.DYN, left.nullable(), right.nullable());
    }

    private static String id(ValueType left, ValueType right) {
        return "coalesce_" + left + "_" + right;
    }

    private static ValueType result(ValueType left, ValueType right) {
        return left == ValueType.DECIMAL || right == ValueType.DECIMAL ? ValueType.DECIMAL : ValueType.DYNAMIC;
    }

    @Override
    public void setRuntimeOptions(CelRuntimeBuilder runtime) {
        runtime.addFunctionBindings(new Binding(FUNCTION, false));
        for (ValueType type : TYPES) {
            runtime.addFunctionBindings(new Binding(id(type, type), false));
        }
        for (ValueType left : NUMBERS) {
            for (ValueType right : NUMBERS) {
                if (left != right) {
                    boolean decimal = result(left, right) == ValueType.DECIMAL;
                    runtime.addFunctionBindings(new Binding(id(left, right), decimal));
                }
            }
        }
    }
}
