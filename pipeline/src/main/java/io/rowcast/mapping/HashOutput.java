package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Form;
import io.rowcast.model.Verb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code hash: K} + {@code fields}: a hash for each row, a field for each value that is not NULL. */
record HashOutput(OutputHead head, Fields fields) implements Output {

    private static final String TOMBSTONE = "_deleted";

    /** A hash is either one per row or, with {@code field} and {@code value}, one that rows share. */
    static Output compile(WrittenOutput written, OutputHead head, Scope scope) {
        if (written.has("field") || written.has("value")) {
            return HashFieldOutput.compile(written, head, scope);
        }
        return new HashOutput(head, Fields.of(written, scope));
    }

    @Override
    public @Nullable Entry entry(RowImage row) {
        String key = head.key(row);
        return key == null ? null : new Entry(key, null, fields.texts(row));
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
                gone.add(fields.names().get(i));
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
                arguments.add(fields.names().get(i));
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
        into.add(
                head.shared() ? new Command(Verb.HDEL, was.key(), fields.names()) : Command.of(Verb.UNLINK, was.key()));
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
        return Collections.nCopies(fields.names().size(), "");
    }

    @Override
    public Verb.KeyType keyType() {
        return Verb.KeyType.HASH;
    }

    @Override
    public Set<String> fieldNames() {
        return Set.copyOf(fields.names());
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

    @Override
    public Form form() {
        return head.shared() ? Form.FIELDS : Form.HASH;
    }

    @Override
    public Object shown(Entry entry) {
        Map<String, String> shown = new TreeMap<>();
        List<@Nullable String> texts = texts(entry);
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            if (text != null) {
                shown.put(fields.names().get(i), text);
            }
        }
        return shown;
    }

    @Override
    public Object content(Object shown) {
        @Nullable String[] texts = new String[fields.names().size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = (String) ((Map<?, ?>) shown).get(fields.names().get(i));
        }
        return Arrays.asList(texts);
    }

    @Override
    public List<String> inspected() {
        return fields.names();
    }
}
