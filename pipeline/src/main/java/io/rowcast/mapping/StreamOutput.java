package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Form;
import io.rowcast.model.RowChange;
import io.rowcast.model.TableId;
import io.rowcast.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * {@code stream: K} (+ {@code fields}, {@code keep}): what happened to rows, for consumers in Redis. An entry has {@code
 * op} ({@code c} a row arrived, {@code r} with a snapshot, {@code u} it changed, {@code d} it left) and the fields that are
 * not NULL; or, when none are listed, {@code table}, {@code before} and {@code after} as JSON, and {@code committed} in
 * milliseconds since 1970.
 *
 * @param listed whether the mapping file lists the fields
 * @param keep about how many entries stay
 */
record StreamOutput(OutputHead head, TableId table, Fields fields, boolean listed, OptionalLong keep)
        implements Output {
    private static final String OP = "op";

    /** One side of a change. */
    private record Side(RowChange change, List<@Nullable String> texts) {}

    static Output compile(WrittenOutput written, OutputHead head, Scope scope) {
        boolean listed = written.has("fields");
        Fields fields = listed ? Fields.written(written, scope) : Fields.all(head.path(), scope);
        if (listed && fields.names().contains(OP)) {
            scope.problems()
                    .add(
                            head.path() + ".fields",
                            "found the field 'op', which every entry has: what happened; expected another name");
        }
        OptionalLong keep = written.count("keep", scope.problems());
        return new StreamOutput(head, scope.schema().table(), fields, listed, keep);
    }

    @Override
    public @Nullable Entry entry(RowImage row) {
        String key = head.key(row);
        if (key == null) {
            return null;
        }
        return new Entry(
                key,
                null,
                new Side(row.change(), listed ? fields.texts(row) : List.of(fields.json(row, JsonForm.TEXT))));
    }

    @Override
    public boolean everyChange() {
        return true;
    }

    @Override
    public void arrive(Entry is, List<Command> into) {
        add(side(is).change().snapshot() ? "r" : "c", null, is, is, into);
    }

    @Override
    public void change(Entry was, Entry is, List<Command> into) {
        add("u", was, is, is, into);
    }

    @Override
    public void leave(Entry was, List<Command> into) {
        add("d", was, null, was, into);
    }

    private void add(String op, @Nullable Entry was, @Nullable Entry is, Entry at, List<Command> into) {
        List<String> arguments = new ArrayList<>();
        // About as many: Redis then drops whole nodes, which costs next to nothing.
        keep.ifPresent(count -> arguments.addAll(List.of("MAXLEN", "~", Long.toString(count))));
        arguments.addAll(List.of("*", OP, op));
        if (listed) {
            add(fields.names(), side(at).texts(), arguments);
        } else {
            add(List.of("table"), List.of(table.toString()), arguments);
            add(List.of("before"), was == null ? List.of() : side(was).texts(), arguments);
            add(List.of("after"), is == null ? List.of() : side(is).texts(), arguments);
            long committed = side(at).change().committed().toEpochMilli();
            add(List.of("committed"), List.of(Long.toString(committed)), arguments);
        }
        into.add(new Command(Verb.XADD, at.key(), arguments));
        head.lifetime().renew(at, into);
    }

    private static void add(List<String> names, List<@Nullable String> texts, List<String> arguments) {
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            if (text != null) {
                arguments.add(names.get(i));
                arguments.add(text);
            }
        }
    }

    private static Side side(Entry entry) {
        return (Side) entry.content();
    }

    @Override
    public Verb.KeyType keyType() {
        return Verb.KeyType.STREAM;
    }

    @Override
    public Form form() {
        return Form.TRACE;
    }
}
