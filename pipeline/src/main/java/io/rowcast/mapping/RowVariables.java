package io.rowcast.mapping;

import dev.cel.common.CelErrorCode;
import dev.cel.common.exceptions.CelRuntimeException;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives CEL the variables of one row that it asks for, and remembers what is needed to explain a failure. */
final class RowVariables implements CelVariableResolver {
    /** This object itself, for {@link CoalesceFunction}. No column has this name, as @ is no letter of CEL's. */
    static final String SELF = "@row";

    private final Map<String, Expression> variables;
    private final RowImage row;
    private boolean sawNull;
    private boolean sawNullDocument;
    private @Nullable UnmappableRowException failed;

    RowVariables(Map<String, Expression> variables, RowImage row) {
        this.variables = variables;
        this.row = row;
    }

    @Override
    public Optional<Object> find(String name) {
        Expression variable = variables.get(name);
        if (variable == null) {
            return name.equals(SELF) ? Optional.of(this) : Optional.empty();
        }
        try {
            Object value = variable.celValue(row);
            if (value == NullValue.NULL_VALUE) {
                sawNull = true;
                sawNullDocument |= variable.type() == ValueType.DYNAMIC;
            }
            return Optional.of(value instanceof Map<?, ?> members ? new DocumentValue(members) : value);
        } catch (UnmappableRowException e) {
            failed = e;
            throw e;
        }
    }

    /** The failure of a variable, which the one of the expression is only the consequence of. */
    Optional<UnmappableRowException> failed() {
        return Optional.ofNullable(failed);
    }

    /** Whether a NULL caused the failure: it is never of the type declared, and a NULL document has no members. */
    boolean explain(Throwable failure) {
        return (sawNull && isWrongType(failure))
                || (sawNullDocument && code(failure) == CelErrorCode.ATTRIBUTE_NOT_FOUND);
    }

    /** CEL has an error code for arguments of functions only; of a condition it says this, and lists it casts. */
    private static boolean isWrongType(Throwable failure) {
        return code(failure) == CelErrorCode.OVERLOAD_NOT_FOUND
                || failure.getCause() instanceof ClassCastException
                || String.valueOf(failure.getMessage()).contains("Expected boolean value");
    }

    static CelErrorCode code(Throwable failure) {
        if (failure instanceof CelEvaluationException evaluation) {
            return evaluation.getErrorCode();
        }
        return failure instanceof CelRuntimeException running ? running.getErrorCode() : CelErrorCode.INTERNAL_ERROR;
    }
}
