package io.rowcast.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The way from the root of a JSON document to an object or array in it: {@code lines.{line}}, a name for each step. Quotes,
 * backslashes and control characters in a value, which not every server finds again in a path, are percent-encoded in the
 * name: {@code a"b} is {@code a%22b}; so is a percent sign that would look like the beginning of such a code.
 */
record DocumentPath(List<KeyTemplate> names, String path) {
    private static final Pattern CODE = Pattern.compile("%([01][0-9A-F]|22|25|5C)");

    static final DocumentPath ROOT = new DocumentPath(List.of(), "");

    DocumentPath {
        names = List.copyOf(names);
    }

    /** Compiles what is written at {@code path}; notes what is wrong with it. */
    static DocumentPath compile(String source, String path, Scope scope) {
        List<KeyTemplate> names = new ArrayList<>();
        try {
            for (String name : TemplateParser.split(source, '.')) {
                Template template = Template.compile(name, path, scope);
                for (int i = 0; i <= template.size(); i++) {
                    requirePlain(template.literal(i), path, scope.problems());
                }
                names.add(new KeyTemplate(template));
            }
        } catch (IllegalArgumentException e) {
            scope.problems().add(path, String.valueOf(e.getMessage()));
        }
        return new DocumentPath(names, path);
    }

    static void requirePlain(String name, String path, Problems problems) {
        if (!plain(name)) {
            problems.add(
                    path, "found the name '" + name + "'; expected one without quote, backslash and control character");
        }
    }

    private static boolean plain(String name) {
        return name.chars().noneMatch(DocumentPath::isSpecial);
    }

    private static boolean isSpecial(int c) {
        return c == '"' || c == '\\' || c < ' ';
    }

    private static String encoded(String name) {
        if (plain(name) && name.indexOf('%') < 0) {
            return name;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (isSpecial(c)
                    || (c == '%' && CODE.matcher(name).region(i, name.length()).lookingAt())) {
                text.append(String.format("%%%02X", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /**
     * The names for a row as a JSON array, {@code null} when a part of one is NULL.
     */
    @Nullable
    String render(RowImage row) {
        StringBuilder text = new StringBuilder("[");
        for (KeyTemplate template : names) {
            String name = template.render(row);
            if (name == null) {
                return null;
            }
            text.append(text.length() == 1 ? "\"" : ",\"").append(encoded(name)).append('"');
        }
        return text.append(']').toString();
    }

    /** The columns that can be told from the names. */
    Set<String> identifies() {
        Set<String> columns = new TreeSet<>();
        names.forEach(name -> columns.addAll(name.identifies()));
        return columns;
    }

    /** What the names can be. */
    List<KeySpace> spaces() {
        return names.stream().map(KeyTemplate::space).toList();
    }
}
