package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Form;
import io.rowcast.model.Verb;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code json: K}, or {@code string: K} + {@code value: json}: a JSON document for each row, with a member for each of
 * its {@code fields}.
 *
 * @param text whether the document is a string, for servers without documents
 */
record DocumentOutput(OutputHead head, Fields fields, boolean text) implements Output {

    /** A document is one for each row, or one that rows share, each with its part. */
    static Output compile(WrittenOutput written, OutputHead head, Scope scope) {
        boolean part = head.shared() || written.has("path") || written.has("array_key");
        return part
                ? NestedOutput.compile(written, head, scope)
                : new DocumentOutput(head, Fields.of(written, scope), false);
    }

    /** The document as a string. */
    static Output asText(WrittenOutput written, OutputHead head, Scope scope) {
        return new DocumentOutput(head, Fields.of(written, scope), true);
    }

    @Override
    public @Nullable Entry entry(RowImage row) {
        String key = head.key(row);
        return key == null ? null : new Entry(key, null, fields.json(row, text ? JsonForm.TEXT : JsonForm.DOCUMENT));
    }

    @Override
    public void arrive(Entry is, List<Command> into) {
        set(is, (String) is.content(), into);
        head.lifetime().renew(is, into);
    }

    private void set(Entry is, String json, List<Command> into) {
        into.add(text ? Command.of(Verb.SET, is.key(), json) : Command.of(Verb.JSON_SET, is.key(), "$", json));
    }

    @Override
    public void change(Entry was, Entry is, List<Command> into) {
        arrive(is, into);
    }

    @Override
    public void leave(Entry was, List<Command> into) {
        into.add(Command.of(Verb.UNLINK, was.key()));
    }

    @Override
    public Verb.KeyType keyType() {
        return text ? Verb.KeyType.STRING : Verb.KeyType.JSON;
    }

    @Override
    public boolean canLeaveTombstone() {
        return true;
    }

    /** The document null. */
    @Override
    public void tombstone(Entry was, List<Command> into) {
        set(was, "null", into);
    }

    @Override
    public Form form() {
        return text ? Form.TEXT : Form.DOCUMENT;
    }
}
