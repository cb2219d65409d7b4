package io.rowcast.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One item of {@code redis:} as written, its keys known to be right for its kind. */
record WrittenOutput(String path, OutputKind kind, Map<String, YamlNode> properties) {
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern FRACTION = Pattern.compile("0\\.[0-9]{1,15}");

    /** A field of a hash as written: its name and the column or expression it shows. */
    record Field(String name, String source, String path) {}

    /** Checks the keys; empty, with problems noted, when it is not clear what it is to be. */
    static Optional<WrittenOutput> read(YamlNode node, String path, Problems problems) {
        if (!(node instanceof YamlNode.Keys keys)) {
            problems.add(path, "found " + node.kind() + "; expected an output, one of " + names());
            return Optional.empty();
        }
        List<OutputKind> kinds = keys.values().keySet().stream()
                .flatMap(key -> OutputKind.named(key).stream())
                .toList();
        if (kinds.size() != 1) {
            problems.add(
                    path,
                    "found " + String.join(", ", keys.values().keySet()) + "; expected exactly one kind of output of "
                            + names());
            return Optional.empty();
        }
        WrittenOutput output = new WrittenOutput(path, kinds.get(0), keys.values());
        output.checkKeys(problems);
        return Optional.of(output);
    }

    private static String names() {
        return String.join(", ", OutputKind.names());
    }

    private void checkKeys(Problems problems) {
        for (String key : properties.keySet()) {
            if (!key.equals(kind.toString()) && !kind.known().contains(key)) {
                problems.add(
                        path + "." + key,
                        "found the unknown key '" + key + "'; expected for a " + kind + ": "
                                + String.join(", ", kind.known()) + Closest.hint(key, kind.known()));
            }
        }
        for (String key : required()) {
            if (!properties.containsKey(key)) {
                problems.add(path + "." + key, "found nothing; a " + kind + " needs " + key);
            }
        }
    }

    /** A hash that rows share is one of two halves; with one, the other is needed too. */
    private List<String> required() {
        boolean shared = kind == OutputKind.HASH && (has("field") || has("value"));
        return shared ? List.of("field", "value") : kind.required();
    }

    boolean has(String property) {
        return properties.containsKey(property);
    }

    /** The text of a property; empty when it is not there or something else than text. */
    Optional<String> text(String property) {
        return properties.get(property) instanceof YamlNode.Scalar scalar
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    /** The name of the element and the list it is of; empty, with the problem noted, when something else is written. */
    Optional<Map.Entry<String, String>> each(Problems problems) {
        YamlNode node = properties.get("each");
        if (node instanceof YamlNode.Keys keys && keys.values().size() == 1) {
            Map.Entry<String, YamlNode> each =
                    keys.values().entrySet().iterator().next();
            if (each.getValue() instanceof YamlNode.Scalar list) {
                return Optional.of(Map.entry(each.getKey(), list.text()));
            }
        }
        if (node != null) {
            problems.add(at("each"), "found " + node.kind() + "; expected {name: list}, like {tag: attributes.tags}");
        }
        return Optional.empty();
    }

    /** One name or a list of them; something else is noted. */
    List<String> names(String property, Problems problems) {
        YamlNode node = properties.get(property);
        List<YamlNode> items =
                node instanceof YamlNode.Sequence list ? list.items() : node == null ? List.of() : List.of(node);
        List<String> names = new ArrayList<>();
        for (YamlNode item : items) {
            if (item instanceof YamlNode.Scalar scalar && !scalar.text().isEmpty()) {
                names.add(scalar.text());
            } else {
                problems.add(at(property), "found " + item.kind() + "; expected a name, or a list of names");
            }
        }
        return names;
    }

    /** Whether a property says yes; something else than true or false is noted. */
    boolean flag(String property, Problems problems) {
        String text = text(property).orElse(has(property) ? "" : "false");
        if (!text.equals("true") && !text.equals("false")) {
            problems.add(at(property), "found '" + text + "'; expected true or false");
        }
        return text.equals("true");
    }

    Template template(String property, Scope scope) {
        return Template.compile(required(property, scope.problems()), at(property), scope);
    }

    KeyTemplate name(String property, Scope scope) {
        return new KeyTemplate(template(property, scope));
    }

    /** An expression that can yield a number. */
    Expression number(String property, Scope scope) {
        String source = required(property, scope.problems());
        Expression expression = scope.expression(source, at(property));
        requireNumber(source, expression, property, scope.problems());
        return expression;
    }

    /** A number as a name, with or without the braces of a template. */
    KeyTemplate numberName(String property, Scope scope) {
        String source = required(property, scope.problems());
        String text = source.startsWith("{") ? source : "{" + source + "}";
        Template template = Template.compile(text, at(property), scope);
        if (template.size() == 1) {
            requireNumber(source, template.placeholder(0), property, scope.problems());
        }
        return new KeyTemplate(template);
    }

    private void requireNumber(String source, Expression expression, String property, Problems problems) {
        if (!expression.type().canBeNumber()) {
            problems.add(
                    at(property),
                    "found " + source + " of type " + expression.type()
                            + "; expected a number, for example decimal(x) of a text, or int(timestamp(x)) of a TIMESTAMP");
        }
    }

    /** A whole number from 1 on; empty when nothing or, which is noted, something else is written. */
    OptionalLong count(String property, Problems problems) {
        String text = text(property).orElse("");
        if (COUNT.matcher(text).matches()) {
            return OptionalLong.of(Long.parseLong(text));
        }
        if (has(property)) {
            problems.add(at(property), "found '" + text + "'; expected a whole number from 1 on");
        }
        return OptionalLong.empty();
    }

    /** A number between 0 and 1, both excluded; empty when nothing or, which is noted, something else is written. */
    OptionalDouble fraction(String property, Problems problems) {
        String text = text(property).orElse("");
        if (FRACTION.matcher(text).matches() && Double.parseDouble(text) > 0) {
            return OptionalDouble.of(Double.parseDouble(text));
        }
        if (has(property)) {
            problems.add(at(property), "found '" + text + "'; expected a number between 0 and 1, like 0.01");
        }
        return OptionalDouble.empty();
    }

    /** What is written; when it is not text, notes that and gives a stand-in that is valid. */
    private String required(String property, Problems problems) {
        return text(property).orElseGet(() -> {
            YamlNode node = properties.get(property);
            if (node != null) {
                problems.add(at(property), "found " + node.kind() + "; expected text");
            }
            return "0";
        });
    }

    private String at(String property) {
        return path + "." + property;
    }

    /** The fields of a hash: a list of names and {@code {name: expression}}s, or keys and values. */
    List<Field> fields(Problems problems) {
        List<Field> fields = new ArrayList<>();
        addFields(properties.get("fields"), at("fields"), fields, problems);
        if (fields.isEmpty()) {
            problems.add(at("fields"), "found no fields; expected columns, or no key 'fields' for all columns");
        }
        return fields;
    }

    private static void addFields(@Nullable YamlNode node, String path, List<Field> fields, Problems problems) {
        if (node instanceof YamlNode.Sequence list) {
            for (int i = 0; i < list.items().size(); i++) {
                addField(list.items().get(i), path + "[" + i + "]", fields, problems);
            }
        } else if (node instanceof YamlNode.Keys keys) {
            addField(keys, path, fields, problems);
        } else if (node != null) {
            problems.add(path, "found " + node.kind() + "; expected a list of columns, or {name: expression}");
        }
    }

    private static void addField(YamlNode node, String path, List<Field> fields, Problems problems) {
        if (node instanceof YamlNode.Scalar scalar) {
            fields.add(new Field(scalar.text(), scalar.text(), path));
        } else if (node instanceof YamlNode.Keys keys) {
            keys.values().forEach((name, value) -> addNamed(name, value, path + "." + name, fields, problems));
        } else {
            problems.add(path, "found " + node.kind() + "; expected a column or {name: expression}");
        }
    }

    private static void addNamed(String name, YamlNode value, String path, List<Field> fields, Problems problems) {
        if (value instanceof YamlNode.Scalar scalar) {
            fields.add(new Field(name, scalar.text(), path));
        } else {
            problems.add(path, "found " + value.kind() + "; expected a column or an expression");
        }
    }
}
