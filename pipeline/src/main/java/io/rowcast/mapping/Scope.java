package io.rowcast.mapping;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.rowcast.model.Column;
import io.rowcast.model.TableSchema;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names that expressions of one mapping can use, columns and lets, and the compiler of such expressions. */
final class Scope {
    private static final CelOptions OPTIONS =
            CelOptions.current().enableHeterogeneousNumericComparisons(true).build();
    private static final CelStringExtensions STRINGS =
            CelExtensions.strings(EnumSet.complementOf(EnumSet.of(CelStringExtensions.Function.JOIN)));
    private static final JoinFunction JOIN = new JoinFunction();
    private static final NumberLibrary NUMBERS = new NumberLibrary();
    private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(STRINGS, JOIN, CelExtensions.math(), NUMBERS)
            .build();

    /** Variables that hold the name of the table and of its database. */
    private static final String TABLE = "_table";

    private static final String DATABASE = "_database";
    private static final Set<String> EQUALITY = Set.of("_==_", "_!=_", "@in");
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'");

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
        if (!IDENTIFIER.matcher(name).matches() || variables.containsKey(name)) {
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
        if (!IDENTIFIER.matcher(name).matches()) {
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
        try {
            CelAbstractSyntaxTree tree = compiler().compile(trimmed).getAst();
            nodes(tree)
                    .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.IDENT)
                    .forEach(node -> use(variables.get(node.ident().name())));
            if (comparesDecimalWithJson(tree)) {
                problems.add(
                        path,
                        "found a decimal compared with a JSON value in: " + trimmed
                                + "; expected decimal() around the JSON value");
            }
            return new CelExpression(trimmed, path, RUNTIME.createProgram(tree), variables, tree.getResultType());
        } catch (CelValidationException e) {
            e.getErrors().forEach(issue -> problems.add(path, describe(issue, trimmed)));
        } catch (CelEvaluationException e) {
            problems.add(path, e.getMessage() + " in: " + trimmed);
        }
        return Expression.MISSING;
    }

    /** CEL's equality of values of unknown types does not know decimals, and would silently say no. */
    private static boolean comparesDecimalWithJson(CelAbstractSyntaxTree tree) {
        return nodes(tree)
                .filter(expr -> expr.getKind() == CelExpr.ExprKind.Kind.CALL)
                .map(CelExpr::call)
                .filter(call -> EQUALITY.contains(call.function()))
                .anyMatch(call -> {
                    Set<CelType> types = call.args().stream()
                            .map(argument -> tree.getType(argument.id()).orElse(SimpleType.DYN))
                            .collect(Collectors.toSet());
                    return types.contains(ValueType.DECIMAL.cel()) && types.contains(SimpleType.DYN);
                });
    }

    private static Stream<CelExpr> nodes(CelAbstractSyntaxTree tree) {
        return CelNavigableAst.fromAst(tree).getRoot().allNodes().map(CelNavigableExpr::expr);
    }

    private CelCompiler compiler() {
        if (compiler == null) {
            CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                    .setOptions(OPTIONS)
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                    .addLibraries(STRINGS, JOIN, CelExtensions.math(), NUMBERS);
            variables.forEach((name, variable) -> {
                if (IDENTIFIER.matcher(name).matches()) {
                    builder.addVar(name, variable.celType());
                }
            });
            compiler = builder.build();
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
        Set<String> known = new LinkedHashSet<>(variables.keySet());
        known.removeAll(Set.of(TABLE, DATABASE));
        return "found the unknown column '" + name + "'; expected one of " + schema.table() + ": "
                + String.join(", ", known) + Closest.hint(name, known);
    }
}
