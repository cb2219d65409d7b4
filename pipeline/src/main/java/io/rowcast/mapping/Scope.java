package io.rowcast.mapping;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import io.rowcast.model.Column;
import io.rowcast.model.TableSchema;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The names that expressions of one mapping can use, columns and lets, and the compiler of such expressions. */
final class Scope {
    /** Variables that hold the name of the table and of its database. */
    private static final String TABLE = "_table";

    private static final String DATABASE = "_database";

    private final TableSchema schema;
    private final Problems problems;
    private final Map<String, Expression> variables = new LinkedHashMap<>();
    private final Set<String> used;
    private @Nullable CelCompiler compiler;
    private int lets;

    Scope(TableSchema schema, Problems problems) {
        this.schema = schema;
        this.problems = problems;
        this.used = new TreeSet<>(schema.primaryKey());
        for (Column column : schema.columns()) {
            variables.put(column.name(), new ColumnExpression(column, variables.size()));
        }
        variables.putIfAbsent(TABLE, new NameExpression(schema.table().table()));
        variables.putIfAbsent(DATABASE, new NameExpression(schema.table().database()));
    }

    private Scope(Scope outer, String element) {
        this.schema = outer.schema;
        this.problems = outer.problems;
        this.used = outer.used;
        this.lets = outer.lets;
        this.variables.putAll(outer.variables);
        this.variables.put(element, new ElementExpression());
    }

    /** The same names and one more: that of the element {@code each} is at. What is wrong with it is noted. */
    Scope withElement(String name, String path) {
        if (!Language.IDENTIFIER.matcher(name).matches() || variables.containsKey(name)) {
            problems.add(
                    path,
                    "found the name '" + name + "'; expected letters, digits and _, and no column or let of that name");
            return this;
        }
        return new Scope(this, name);
    }

    /** The columns that expressions compiled so far read, and those of the key. */
    Set<String> used() {
        return used;
    }

    /** Counts all columns among those that are read. */
    void useAll() {
        schema.columns().forEach(column -> used.add(column.name()));
    }

    private void use(@Nullable Expression variable) {
        if (variable instanceof ColumnExpression plain) {
            used.add(plain.column().name());
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
            use(plain);
            return plain;
        }
        if (trimmed.isEmpty()) {
            problems.add(path, "found nothing; expected a column or an expression");
            return Expression.MISSING;
        }
        if (trimmed.codePointCount(0, trimmed.length()) > Language.MAX_LENGTH) {
            problems.add(
                    path,
                    "found an expression of " + trimmed.codePointCount(0, trimmed.length())
                            + " characters; expected at most " + Language.MAX_LENGTH);
            return Expression.MISSING;
        }
        try {
            CelAbstractSyntaxTree tree = compiler().compile(trimmed).getAst();
            TreeChecks.names(tree).forEach(name -> use(variables.get(name)));
            TreeChecks.problems(tree)
                    .forEach(problem -> problems.add(path, problem + " in: " + IssueText.shortened(trimmed)));
            CelType type = tree.getResultType() instanceof OptionalType optional
                    ? optional.parameters().get(0)
                    : tree.getResultType();
            return new CelExpression(
                    trimmed, path, Language.runtime().createProgram(tree), variables, type, ResultShape.of(tree));
        } catch (CelValidationException e) {
            e.getErrors().forEach(issue -> problems.add(path, issues().of(issue, trimmed)));
        } catch (CelEvaluationException e) {
            problems.add(path, e.getMessage() + " in: " + IssueText.shortened(trimmed));
        }
        return Expression.MISSING;
    }

    private CelCompiler compiler() {
        if (compiler == null) {
            compiler = Language.compiler(variables);
        }
        return compiler;
    }

    private IssueText issues() {
        Set<String> known = new LinkedHashSet<>(variables.keySet());
        known.removeAll(Set.of(TABLE, DATABASE));
        return new IssueText(schema.table(), known);
    }
}
