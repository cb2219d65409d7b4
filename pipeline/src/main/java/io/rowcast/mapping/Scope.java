package io.rowcast.mapping;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import io.rowcast.model.Column;
import io.rowcast.model.TableSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names that expressions of one mapping can use, columns and lets, and the compiler of such expressions. */
final class Scope {
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'");

    private final TableSchema schema;
    private final Problems problems;
    private final Map<String, Expression> variables = new LinkedHashMap<>();
    private @Nullable CelCompiler compiler;
    private int lets;

    Scope(TableSchema schema, Problems problems) {
        this.schema = schema;
        this.problems = problems;
        for (Column column : schema.columns()) {
            variables.put(column.name(), new ColumnExpression(column, variables.size()));
        }
    }

    TableSchema schema() {
        return schema;
    }

    Problems problems() {
        return problems;
    }

    int lets() {
        return lets;
    }

    /** Adds a let; later lets can use it. */
    void let(String name, String source) {
        String path = "let." + name;
        if (!Language.IDENTIFIER.matcher(name).matches()) {
            problems.add(path, "found the name '" + name + "'; expected letters, digits and _");
        } else if (variables.containsKey(name)) {
            problems.add(
                    path,
                    "found '" + name + "', which is a column of " + schema.table() + "; expected a name of its own");
        } else {
            Expression expression = expression(source, path);
            // A column under another name stays a column, for keys that must tell rows apart.
            boolean another = expression instanceof CelExpression;
            variables.put(name, another ? new LetExpression(name, lets++, expression) : expression);
            compiler = null;
        }
    }

    /** Compiles what is written at {@code path}; when it is wrong, notes the problem and gives a stand-in. */
    Expression expression(String source, String path) {
        String trimmed = source.trim();
        Expression plain = variables.get(trimmed);
        if (plain != null) {
            return plain;
        }
        if (trimmed.isEmpty()) {
            problems.add(path, "found nothing; expected a column or an expression");
            return Expression.MISSING;
        }
        try {
            CelAbstractSyntaxTree tree = compiler().compile(trimmed).getAst();
            TreeChecks.problems(tree).forEach(problem -> problems.add(path, problem + " in: " + trimmed));
            CelType type = tree.getResultType() instanceof OptionalType optional
                    ? optional.parameters().get(0)
                    : tree.getResultType();
            return new CelExpression(
                    trimmed,
                    path,
                    Language.runtime().createProgram(tree),
                    variables,
                    type,
                    ResultShape.of(tree));
        } catch (CelValidationException e) {
            e.getErrors().forEach(issue -> problems.add(path, describe(issue, trimmed)));
        } catch (CelEvaluationException e) {
            problems.add(path, e.getMessage() + " in: " + trimmed);
        }
        return Expression.MISSING;
    }

    private CelCompiler compiler() {
        if (compiler == null) {
            compiler = Language.compiler(variables);
        }
        return compiler;
    }

    private String describe(CelIssue issue, String source) {
        int line = issue.getSourceLocation().getLine();
        int column = issue.getSourceLocation().getColumn();
        String position = " at " + line + ":" + (column + 1) + " in: " + source;
        Matcher undeclared = UNDECLARED.matcher(issue.getMessage());
        if (undeclared.find()) {
            String name = undeclared.group(1);
            boolean variable = line == 1 && source.startsWith(name, column);
            return variable ? unknownColumn(name) + position : "found the unknown function '" + name + "'" + position;
        }
        String operators =
                issue.getMessage().replaceAll("'_?(\\W+?)_?'", "'$1'").replaceAll("wrapper\\((\\w+)\\)", "$1");
        return operators.replaceAll(" \\(candidates: .*\\)$", "") + position;
    }

    private String unknownColumn(String name) {
        return "found the unknown column '" + name + "'; expected one of " + schema.table() + ": "
                + String.join(", ", variables.keySet()) + Closest.hint(name, variables.keySet());
    }
}
