package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Form;
import io.rowcast.model.RowChange;
import io.rowcast.model.TableId;
import io.rowcast.model.Verb;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code publish: C} (+ {@code message}): tells whoever listens that a row arrived, changed or left, so that they drop
 * what they remember of it. Without {@code message} the notice is JSON: table, op as in streams, and the row's key.
 *
 * @param message {@code null} for the notice in JSON
 * @param rowKey what identifies the row
 */
record PublishOutput(
        OutputHead head, TableId table, @Nullable KeyTemplate message, Fields rowKey) implements Output {

    /** The row's part in a notice, and the change that it is part of. */
    private record Notice(RowChange change, String text) {}

    static Output compile(WrittenOutput written, OutputHead head, Scope scope) {
        return new PublishOutput(
                head,
                scope.schema().table(),
                written.has("message") ? written.name("message", scope) : null,
                Fields.key(head.path(), scope));
    }

    @Override
    public @Nullable Entry entry(RowImage row) {
        String channel = head.key(row);
        String text = channel == null ? null : message == null ? rowKey.json(row, JsonForm.TEXT) : message.render(row);
        return channel == null || text == null ? null : new Entry(channel, null, new Notice(row.change(), text));
    }

    @Override
    public boolean everyChange() {
        return true;
    }

    @Override
    public void arrive(Entry is, List<Command> into) {
        publish(notice(is).change().snapshot() ? "r" : "c", is, into);
    }

    @Override
    public void change(Entry was, Entry is, List<Command> into) {
        publish("u", is, into);
    }

    @Override
    public void leave(Entry was, List<Command> into) {
        publish("d", was, into);
    }

    private void publish(String op, Entry at, List<Command> into) {
        String text = notice(at).text();
        String notice = message == null
                ? "{\"table\":" + Fields.quoted(table.toString()) + ",\"op\":\"" + op + "\",\"key\":" + text + "}"
                : text;
        into.add(Command.of(Verb.PUBLISH, at.key(), notice));
    }

    private static Notice notice(Entry entry) {
        return (Notice) entry.content();
    }

    /** Notices of different rows need no order among them. */
    @Override
    public Set<String> identifies() {
        return message == null ? Set.copyOf(rowKey.names()) : head.key().identifiesWith(message);
    }

    @Override
    public String place() {
        return "channel or message";
    }

    /** A channel has no type. */
    @Override
    public Verb.KeyType keyType() {
        return Verb.KeyType.ANY;
    }

    @Override
    public boolean ownsKeys() {
        return false;
    }

    @Override
    public Form form() {
        return Form.NOTHING;
    }
}
