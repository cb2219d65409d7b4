package io.rowcast.mapping;

import dev.cel.common.types.CelType;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A CEL program.
 *
 * @param source as written
 * @param place where it is written, for errors
 * @param variables the columns and lets that it can name
 * @param shape what the text of its value can look like
 */
record CelExpression(
        String source,
        String place,
        CelRuntime.Program program,
        Map<String, Expression> variables,
        CelType celType,
        Shape shape)
        implements Expression {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    @Override
    public @Nullable Object value(RowImage row) {
        return CelValues.plain(celValue(row));
    }

    @Override
    public Object celValue(RowImage row) {
        RowVariables used = new RowVariables(variables, row);
        try {
            Object value = program.eval(used);
            return value instanceof Optional<?> optional ? value(optional) : value;
        } catch (CelEvaluationException e) {
            if (used.failed().isPresent()) {
                throw used.failed().get();
            }
            if (used.explain(e)) {
                return NullValue.NULL_VALUE;
            }
            throw new UnmappableRowException(place, source + " failed: " + reason(e), e);
        }
    }

    private static Object value(Optional<?> optional) {
        return optional.isPresent() ? optional.get() : NullValue.NULL_VALUE;
    }

    /** The columns that it names. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        WORD.matcher(source)
                .results()
                .map(MatchResult::group)
                .filter(word -> variables.get(word) instanceof ColumnExpression)
                .forEach(names::add);
        return names;
    }

    /** CEL's own message may hold values of the row; those of our functions do not. */
    private static String reason(CelEvaluationException e) {
        if (e.getCause() instanceof FunctionFailure failure) {
            return String.valueOf(failure.getMessage());
        }
        return switch (e.getErrorCode()) {
            case ITERATION_BUDGET_EXCEEDED -> "more than " + Language.MAX_STEPS + " steps through lists and maps";
            case OVERLOAD_NOT_FOUND -> "a value is not of a type that it takes";
            default -> e.getErrorCode().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    @Override
    public ValueType type() {
        return ValueType.of(celType);
    }
}
