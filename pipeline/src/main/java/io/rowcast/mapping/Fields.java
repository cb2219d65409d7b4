package io.rowcast.mapping;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Named values of a row: what {@code fields} lists, or columns as they are. */
record Fields(List<String> names, List<Expression> values) {
    Fields {
        names = List.copyOf(names);
        values = List.copyOf(values);
    }

    /** Those that the output lists. */
    static Fields written(WrittenOutput output, Scope scope) {
        Map<String, Expression> fields = new LinkedHashMap<>();
        for (WrittenOutput.Field field : output.fields(scope.problems())) {
            if (fields.put(field.name(), scope.expression(field.source(), field.path())) != null) {
                scope.problems().add(field.path(), "found the field '" + field.name() + "' again; expected it once");
            }
        }
        return new Fields(List.copyOf(fields.keySet()), List.copyOf(fields.values()));
    }

    /** Those that the output lists, or all columns when it lists none. */
    static Fields of(WrittenOutput output, Scope scope) {
        return output.has("fields") ? written(output, scope) : all(output.path(), scope);
    }

    /** All columns of the table. */
    static Fields all(String path, Scope scope) {
        scope.useAll();
        return columns(
                scope.schema().columns().stream().map(column -> column.name()).toList(), path, scope);
    }

    /** The columns that identify a row. */
    static Fields key(String path, Scope scope) {
        return columns(scope.schema().primaryKey(), path, scope);
    }

    private static Fields columns(List<String> names, String path, Scope scope) {
        List<Expression> values = new ArrayList<>();
        names.forEach(name -> values.add(scope.expression(name, path)));
        return new Fields(names, values);
    }

    /** The same, those with these names first. */
    Fields beginningWith(List<String> first) {
        List<String> ordered = new ArrayList<>(first);
        ordered.retainAll(names);
        names.stream().filter(name -> !first.contains(name)).forEach(ordered::add);
        return new Fields(
                ordered,
                ordered.stream().map(name -> values.get(names.indexOf(name))).toList());
    }

    /** The text of each value, {@code null} for NULL. */
    List<@Nullable String> texts(RowImage row) {
        @Nullable String[] texts = new String[values.size()];
        for (int i = 0; i < texts.length; i++) {
            Object value = values.get(i).value(row);
            texts[i] = value == null ? null : Texts.of(value);
        }
        return Arrays.asList(texts);
    }

    /** A JSON object of them all, in their order; NULL is null. */
    String json(RowImage row, JsonForm form) {
        List<String> texts = jsonTexts(row, form);
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < texts.size(); i++) {
            json.append(i == 0 ? "" : ",")
                    .append(quoted(names.get(i)))
                    .append(':')
                    .append(texts.get(i));
        }
        return json.append('}').toString();
    }

    /** The JSON text of each value. */
    List<String> jsonTexts(RowImage row, JsonForm form) {
        String[] texts = new String[values.size()];
        for (int i = 0; i < texts.length; i++) {
            try {
                texts[i] = form.of(values.get(i).value(row), values.get(i).type());
            } catch (ArithmeticException e) {
                throw new UnmappableRowException("field " + names.get(i), String.valueOf(e.getMessage()), e);
            }
        }
        return Arrays.asList(texts);
    }

    /** A text as JSON. */
    static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
