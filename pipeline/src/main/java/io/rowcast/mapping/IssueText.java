package io.rowcast.mapping;

import dev.cel.common.CelIssue;
import io.rowcast.model.TableId;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What CEL's compiler finds wrong, in the words of mapping files.
 *
 * @param columns the names that can be used, as a person would list them
 */
record IssueText(TableId table, Set<String> columns) {
    private static final int MAX_SOURCE = 200;
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'");
    private static final Pattern MISMATCH =
            Pattern.compile("found no matching overload for '(.+?)' applied to '(?:\\S+\\.)?\\((.*?)\\)'.*");
    private static final Pattern CALLED = Pattern.compile("[A-Za-z_][\\w.]*$");
    private static final Pattern MEMBER = Pattern.compile("\\.(\\w+)\\s*\\(.*", Pattern.DOTALL);

    String of(CelIssue issue, String source) {
        int line = issue.getSourceLocation().getLine();
        int column = issue.getSourceLocation().getColumn();
        return message(issue.getMessage(), source, line == 1 ? column : -1) + " at " + line + ":" + (column + 1)
                + " in: " + shortened(source);
    }

    static String shortened(String source) {
        return source.length() <= MAX_SOURCE ? source : source.substring(0, MAX_SOURCE) + "…";
    }

    private String message(String message, String source, int column) {
        Matcher undeclared = UNDECLARED.matcher(message);
        if (undeclared.find()) {
            return undeclared(undeclared.group(1), source, column);
        }
        if (message.startsWith("Expression recursion limit")) {
            return "found an expression nested too deep; expected at most " + Language.MAX_DEPTH + " levels";
        }
        String plain = message.replaceAll("wrapper\\((\\w+)\\)", "$1").replace("%%", "%");
        Matcher mismatch = MISMATCH.matcher(plain);
        return mismatch.matches() ? mismatch(mismatch.group(1), mismatch.group(2)) : plain;
    }

    private static String mismatch(String function, String types) {
        if (function.equals(CoalesceFunction.FUNCTION)) {
            return "found coalesce() of the types " + types.replaceFirst("dyn, ", "") + "; expected values of one type";
        }
        String operator = function.replaceAll("^_?(\\W+?)_?$", "$1");
        String found = "found no matching overload for '" + operator + "' applied to '(" + types + ")'";
        boolean mixed = types.contains("string") && types.matches(".*\\b(int|uint|double|decimal)\\b.*");
        return mixed && !operator.equals(function)
                ? found + "; expected two texts or two numbers: string(x) makes a text, decimal(x) a number"
                : found;
    }

    private String undeclared(String name, String source, int column) {
        boolean variable = column >= 0 && source.startsWith(name, column);
        if (!variable) {
            return unknownFunction(called(source, column).orElse(name), name);
        }
        Matcher member = MEMBER.matcher(source.substring(column + name.length()));
        boolean function = member.matches() && isNamespace(name);
        return function ? unknownFunction(name + "." + member.group(1), member.group(1)) : unknownColumn(name);
    }

    /** The function before the parenthesis that CEL points to, with its namespace if it has one. */
    private static Optional<String> called(String source, int column) {
        Matcher called = CALLED.matcher(source.substring(0, Math.max(0, Math.min(column, source.length()))));
        return called.find() && isNamespace(called.group().replaceFirst("\\..*", ""))
                ? Optional.of(called.group())
                : Optional.empty();
    }

    private static boolean isNamespace(String name) {
        return Language.functions().stream().anyMatch(function -> function.startsWith(name + "."));
    }

    private static String unknownFunction(String name, String last) {
        Set<String> known = Language.functions();
        String elsewhere = known.stream()
                .filter(function -> function.endsWith("." + last))
                .findFirst()
                .map(function -> "; did you mean '" + function + "'?")
                .orElse("");
        String near = Closest.hint(name, known);
        return "found the unknown function '" + name + "'" + (near.isEmpty() ? elsewhere : near);
    }

    private String unknownColumn(String name) {
        return "found the unknown column '" + name + "'; expected one of " + table + ": " + String.join(", ", columns)
                + Closest.hint(name, columns);
    }
}
