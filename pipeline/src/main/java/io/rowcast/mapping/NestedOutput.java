package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Form;
import io.rowcast.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code json: K} + {@code path}: a row as a part of a document that other rows have parts of too. Its fields are members
 * of the object at {@code path}, or of the root when there is none; with {@code array_key} they are an element of the
 * array at {@code path}, found by the fields that {@code array_key} names and sorted by them.
 *
 * @param keys how many of the fields, the first ones, identify an element; 0 without {@code array_key}
 */
record NestedOutput(OutputHead head, DocumentPath path, Fields fields, int keys) implements Output {
    /** Between the parts of a place; no JSON text has it within. */
    private static final String SEPARATOR = "\t";

    static Output compile(WrittenOutput written, OutputHead head, Scope scope) {
        DocumentPath path = written.has("path")
                ? DocumentPath.compile(written.text("path").orElse(""), head.path() + ".path", scope)
                : DocumentPath.ROOT;
        List<String> keys = written.names("array_key", scope.problems());
        if (!keys.isEmpty() && !written.has("path")) {
            scope.problems()
                    .add(head.path() + ".array_key", "found array_key without path; expected where the array is");
        }
        Fields fields = Fields.of(written, scope);
        fields.names().forEach(name -> DocumentPath.requirePlain(name, head.path() + ".fields", scope.problems()));
        keys.forEach(name -> requireKey(name, fields, head, scope.problems()));
        return new NestedOutput(head, path, fields.beginningWith(keys), keys.size());
    }

    private static void requireKey(String name, Fields fields, OutputHead head, Problems problems) {
        int i = fields.names().indexOf(name);
        if (i < 0) {
            problems.add(
                    head.path() + ".array_key",
                    "found '" + name + "'; expected one of the fields: " + String.join(", ", fields.names()));
            return;
        }
        ValueType type = fields.values().get(i).type();
        if (type != ValueType.INT && type != ValueType.UINT && type != ValueType.STRING) {
            problems.add(
                    head.path() + ".array_key",
                    "found '" + name + "' of type " + type + "; expected an integer or a text, to sort by");
        }
    }

    @Override
    public @Nullable Entry entry(RowImage row) {
        String key = head.key(row);
        String place = key == null ? null : path.render(row);
        if (key == null || place == null) {
            return null;
        }
        List<String> texts = fields.jsonTexts(row, JsonForm.DOCUMENT);
        for (String text : texts.subList(0, keys)) {
            if (text.equals("null")) {
                return null;
            }
            place += SEPARATOR + text;
        }
        return new Entry(key, place, texts);
    }

    @Override
    @SuppressWarnings("unchecked")
    public void arrive(Entry is, List<Command> into) {
        List<String> texts = (List<String>) is.content();
        List<String> arguments = where(is);
        for (int i = 0; i < texts.size(); i++) {
            arguments.add(fields.names().get(i));
            arguments.add(texts.get(i));
        }
        into.add(new Command(keys > 0 ? Verb.JSON_PUT_ELEMENT : Verb.JSON_PUT, is.key(), arguments));
        head.lifetime().renew(is, into);
    }

    @Override
    public void change(Entry was, Entry is, List<Command> into) {
        arrive(is, into);
    }

    @Override
    public void leave(Entry was, List<Command> into) {
        List<String> arguments = where(was);
        if (keys == 0) {
            arguments.addAll(fields.names());
            into.add(new Command(Verb.JSON_REMOVE, was.key(), arguments));
            return;
        }
        String[] parts = was.placed().split(SEPARATOR, -1);
        for (int i = 0; i < keys; i++) {
            arguments.add(fields.names().get(i));
            arguments.add(parts[i + 1]);
        }
        into.add(new Command(Verb.JSON_REMOVE_ELEMENT, was.key(), arguments));
    }

    /** The object, or the array and how many members identify an element of it. */
    private List<String> where(Entry entry) {
        List<String> arguments = new ArrayList<>();
        String place = entry.placed();
        arguments.add(keys > 0 ? place.substring(0, place.indexOf(SEPARATOR)) : place);
        if (keys > 0) {
            arguments.add(Integer.toString(keys));
        }
        return arguments;
    }

    @Override
    public Set<String> identifies() {
        Set<String> columns = new TreeSet<>(head.key().identifies());
        columns.addAll(path.identifies());
        for (Expression key : fields.values().subList(0, keys)) {
            if (key instanceof ColumnExpression plain) {
                columns.add(plain.column().name());
            }
        }
        return columns;
    }

    @Override
    public String place() {
        return keys > 0 ? "key, path or array_key" : "key or path";
    }

    @Override
    public Verb.KeyType keyType() {
        return Verb.KeyType.JSON;
    }

    @Override
    public List<List<KeySpace>> parts() {
        if (keys > 0) {
            return List.of(path.spaces());
        }
        List<List<KeySpace>> parts = new ArrayList<>();
        for (String name : fields.names()) {
            List<KeySpace> part = new ArrayList<>(path.spaces());
            part.add(new KeySpace(List.of(Shape.literal(name))));
            parts.add(part);
        }
        return parts;
    }

    @Override
    public Form form() {
        return Form.TRACE;
    }
}
