package io.rowcast.mapping;

import dev.cel.common.CelErrorCode;
import dev.cel.common.types.CelType;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CEL program.
 *
 * @param source as written
 * @param place where it is written, for errors
 * @param variables the columns and lets that it can name
 */
record CelExpression(
        String source, String place, CelRuntime.Program program, Map<String, Expression> variables, CelType celType)
        implements Expression {

    @Override
    public @Nullable Object value(RowImage row) {
        return CelValues.plain(celValue(row));
    }

    @Override
    public Object celValue(RowImage row) {
        Variables used = new Variables(row);
        try {
            return program.eval(used);
        } catch (CelEvaluationException e) {
            if (used.failed != null) {
                throw used.failed;
            }
            if (used.explain(e)) {
                return NullValue.NULL_VALUE;
            }
            throw new UnmappableRowException(place, source + " failed: " + reason(e), e);
        }
    }

    /** CEL's own message may hold values of the row. */
    private static String reason(CelEvaluationException e) {
        return e.getErrorCode().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public ValueType type() {
        return ValueType.of(celType);
    }

    @Override
    public Shape shape() {
        return type().shape();
    }

    /** Gives CEL the variables it asks for, and remembers what it needs to explain a failure. */
    private final class Variables implements CelVariableResolver {
        private final RowImage row;
        private boolean sawNull;
        private boolean sawNullDocument;
        private @Nullable UnmappableRowException failed;

        Variables(RowImage row) {
            this.row = row;
        }

        @Override
        public Optional<Object> find(String name) {
            Expression variable = variables.get(name);
            if (variable == null) {
                return Optional.empty();
            }
            try {
                Object value = variable.celValue(row);
                if (value == NullValue.NULL_VALUE) {
                    sawNull = true;
                    sawNullDocument |= variable.type() == ValueType.DYNAMIC;
                }
                return Optional.of(value);
            } catch (UnmappableRowException e) {
                failed = e;
                throw e;
            }
        }

        /** Whether a NULL caused the failure: it is never of the type declared, and a NULL document has no members. */
        boolean explain(CelEvaluationException failure) {
            return (sawNull && isWrongType(failure))
                    || (sawNullDocument && failure.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND);
        }
    }

    /** CEL has an error code for arguments of functions only; of a condition it says this, and lists it casts. */
    private static boolean isWrongType(CelEvaluationException failure) {
        return failure.getErrorCode() == CelErrorCode.OVERLOAD_NOT_FOUND
                || failure.getCause() instanceof ClassCastException
                || String.valueOf(failure.getMessage()).contains("Expected boolean value");
    }
}
