package io.rowcast.mapping;

import io.rowcast.model.Column;
import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code hash: K} + {@code fields}: a hash for each row, a field for each value that is not NULL. */
record HashOutput(OutputHead head, List<String> names, List<Expression> values) implements Output {

    private static final String TOMBSTONE = "_deleted";

    HashOutput {
        names = List.copyOf(names);
        values = List.copyOf(values);
    }

    /** A hash is either one per row or, with {@code field} and {@code value}, one that rows share. */
    static Output compile(WrittenOutput written, OutputHead head, Scope scope) {
        if (written.has("field") || written.has("value")) {
            return HashFieldOutput.compile(written, head, scope);
        }
        Map<String, Expression> fields = new LinkedHashMap<>();
        if (written.has("fields")) {
            written.fields(scope.problems())
                    .forEach(field -> add(field, scope.expression(field.source(), field.path()), fields, scope));
        } else {
            scope.useAll();
            for (Column column : scope.schema().columns()) {
                fields.put(column.name(), scope.expression(column.name(), head.path()));
            }
        }
        return new HashOutput(head, List.copyOf(fields.keySet()), List.copyOf(fields.values()));
    }

    private static void add(WrittenOutput.Field field, Expression value, Map<String, Expression> fields, Scope scope) {
        if (fields.put(field.name(), value) != null) {
            scope.problems().add(field.path(), "found the field '" + field.name() + "' again; expected it once");
        }
    }

    @Override
    public @Nullable Entry entry(RowImage row) {
        String key = head.key(row);
        if (key == null) {
            return null;
        }
        @Nullable String[] texts = new String[values.size()];
        for (int i = 0; i < texts.length; i++) {
            Object value = values.get(i).value(row);
            texts[i] = value == null ? null : Texts.of(value);
        }
        return new Entry(key, null, Arrays.asList(texts));
    }

    @Override
    public void arrive(Entry is, List<Command> into) {
        if (set(is, into)) {
            head.lifetime().renew(is, into);
        }
    }

    @Override
    public void change(Entry was, Entry is, List<Command> into) {
        boolean lives = set(is, into);
        List<@Nullable String> before = texts(was);
        List<@Nullable String> after = texts(is);
        List<String> gone = new ArrayList<>(0);
        for (int i = 0; i < after.size(); i++) {
            if (before.get(i) != null && after.get(i) == null) {
                gone.add(names.get(i));
            }
        }
        if (!gone.isEmpty()) {
            into.add(new Command(Verb.HDEL, is.key(), gone));
        }
        if (lives) {
            head.lifetime().renew(is, into);
        }
    }

    /** Whether there was a field to set: a hash without any is no key. */
    private boolean set(Entry is, List<Command> into) {
        List<@Nullable String> texts = texts(is);
        List<String> arguments = new ArrayList<>(2 * texts.size());
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            if (text != null) {
                arguments.add(names.get(i));
                arguments.add(text);
            }
        }
        if (arguments.isEmpty()) {
            return false;
        }
        return into.add(new Command(Verb.HSET, is.key(), arguments));
    }

    @Override
    public void leave(Entry was, List<Command> into) {
        into.add(head.shared() ? new Command(Verb.HDEL, was.key(), names) : Command.of(Verb.UNLINK, was.key()));
    }

    @SuppressWarnings("unchecked")
    private static List<@Nullable String> texts(Entry entry) {
        return (List<@Nullable String>) entry.content();
    }

    @Override
    public boolean replaces() {
        return true;
    }

    @Override
    public Object anything() {
        return Collections.nCopies(names.size(), "");
    }

    @Override
    public Verb.KeyType keyType() {
        return Verb.KeyType.HASH;
    }

    @Override
    public Set<String> fields() {
        return Set.copyOf(names);
    }

    @Override
    public boolean canLeaveTombstone() {
        return true;
    }

    /** A hash with the field {@value #TOMBSTONE} only. */
    @Override
    public void tombstone(Entry was, List<Command> into) {
        into.add(Command.of(Verb.HSET, was.key(), TOMBSTONE, "1"));
    }
}
