package io.rowcast.mapping;

import io.rowcast.model.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A text with placeholders, filled in from a row. */
final class Template {
    /** What a placeholder usually needs. */
    private static final int EXPECTED_LENGTH = 16;

    private final String source;
    private final String[] literals;
    private final Expression[] placeholders;

    private Template(String source, List<String> literals, List<Expression> placeholders) {
        this.source = source;
        this.literals = literals.toArray(String[]::new);
        this.placeholders = placeholders.toArray(Expression[]::new);
    }

    /** Compiles what is written at {@code path}; when it is wrong, notes the problem and gives a stand-in. */
    static Template compile(String source, String path, Scope scope) {
        if (source.isEmpty()) {
            scope.problems().add(path, "found nothing; expected a text, with columns or expressions in {}");
        }
        try {
            TemplateParser.Pieces pieces = TemplateParser.parse(source);
            List<Expression> placeholders = new ArrayList<>();
            for (String placeholder : pieces.placeholders()) {
                placeholders.add(scope.expression(placeholder, path));
            }
            return new Template(source, pieces.literals(), placeholders);
        } catch (IllegalArgumentException e) {
            scope.problems().add(path, String.valueOf(e.getMessage()));
            return new Template(source, List.of("", ""), List.of(Expression.MISSING));
        }
    }

    /** The text for a row, {@code null} when a placeholder is NULL. */
    @Nullable
    String render(RowImage row) {
        if (placeholders.length == 1 && literals[0].isEmpty() && literals[1].isEmpty()) {
            Object value = placeholders[0].value(row);
            return value == null ? null : Texts.of(value);
        }
        StringBuilder text = new StringBuilder(source.length() + placeholders.length * EXPECTED_LENGTH);
        text.append(literals[0]);
        for (int i = 0; i < placeholders.length; i++) {
            Object value = placeholders[i].value(row);
            if (value == null) {
                return null;
            }
            if (value instanceof Long number) {
                text.append(number.longValue());
            } else {
                text.append(Texts.of(value));
            }
            text.append(literals[i + 1]);
        }
        return text.toString();
    }

    /** The first placeholder that is NULL for a row, as it is written. */
    Optional<String> lacking(RowImage row) {
        for (int i = 0; i < placeholders.length; i++) {
            if (placeholders[i].value(row) == null) {
                return Optional.of(sources().get(i));
            }
        }
        return Optional.empty();
    }

    /** The placeholders as they are written, with their braces. */
    List<String> sources() {
        return TemplateParser.parse(source).placeholders().stream()
                .map(placeholder -> "{" + placeholder + "}")
                .toList();
    }

    /** The columns that placeholders show, or compute with. */
    Set<String> columns() {
        Set<String> columns = new TreeSet<>();
        for (Expression placeholder : placeholders) {
            if (placeholder instanceof ColumnExpression plain) {
                columns.add(plain.column().name());
            } else if (placeholder instanceof CelExpression cel) {
                columns.addAll(cel.names());
            }
        }
        return columns;
    }

    int size() {
        return placeholders.length;
    }

    /** The literal before placeholder {@code i}; the last one is behind them all. */
    String literal(int i) {
        return literals[i];
    }

    Expression placeholder(int i) {
        return placeholders[i];
    }

    /** The column that placeholder {@code i} shows as it is, if it is that simple. */
    Optional<Column> column(int i) {
        return placeholders[i] instanceof ColumnExpression plain ? Optional.of(plain.column()) : Optional.empty();
    }

    @Override
    public String toString() {
        return source;
    }
}
