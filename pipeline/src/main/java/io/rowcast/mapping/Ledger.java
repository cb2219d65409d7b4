package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.TableId;
import io.rowcast.model.Verb;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The book that an output with {@code shared: true} keeps of what its table wrote to keys that other tables write too: a
 * hash in Redis, one for each table, written in the same transactions. When the table begins anew, it tells what to take
 * back; without sharing, the key space tells.
 *
 * @param key the hash of the table
 * @param output tells the output from others of the table, also when the mapping file is rearranged
 */
record Ledger(String key, String output) {
    static Ledger of(TableId table, String kind, KeyTemplate template) {
        CRC32 hash = new CRC32();
        hash.update((kind + " " + template).getBytes(StandardCharsets.UTF_8));
        return new Ledger(key(table), String.format("%08x", hash.getValue()));
    }

    static String key(TableId table) {
        return "rowcast:shared:" + table;
    }

    void enter(Entry entry, List<Command> into) {
        into.add(Command.of(Verb.HSET, key, field(entry), "").beside(entry.key()));
    }

    void strike(Entry entry, List<Command> into) {
        into.add(Command.of(Verb.HDEL, key, field(entry)).beside(entry.key()));
    }

    /** The table's part in a counter. */
    void move(Entry entry, BigDecimal by, List<Command> into) {
        into.add(Command.of(Verb.HADD_DECIMAL, key, field(entry), by.toPlainString())
                .beside(entry.key()));
    }

    /** Output, length of the key, key, and the place behind a slash if there is one: {@code c209e535:8:person:1}. */
    private String field(Entry entry) {
        String place = entry.place() == null ? "" : "/" + entry.place();
        return output + ":" + entry.key().length() + ":" + entry.key() + place;
    }

    /** Whether the field of the hash was entered by this output. */
    boolean owns(String field) {
        return field.startsWith(output + ":");
    }

    /** What was entered. */
    Entry entry(String field, Object content) {
        int length = output.length() + 1;
        int start = field.indexOf(':', length) + 1;
        int end = start + Integer.parseInt(field.substring(length, start - 1));
        String place = end == field.length() ? null : field.substring(end + 1);
        return new Entry(field.substring(start, end), place, content);
    }
}
