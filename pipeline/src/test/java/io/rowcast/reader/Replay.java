package io.rowcast.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The table that a topic adds up to. Strict: a change that does not fit what came before it (a row that arrives twice, a
 * before image that is not the row) is a loss, a double, or out of order.
 */
final class Replay {
    private final Map<String, JsonNode> rows = new HashMap<>();
    private final Map<Integer, Set<String>> keys = new HashMap<>();
    private final Map<Integer, String> generation = new HashMap<>();
    private final Map<Integer, String> complete = new HashMap<>();
    private int resets;
    private int again;

    Replay(List<TopicView.Seen> records) {
        records.forEach(this::apply);
    }

    /** What each partition holds from its last reset on: a row of before may have been in another one. */
    static Replay ofLastGeneration(List<TopicView.Seen> records) {
        List<TopicView.Seen> last = new ArrayList<>();
        for (TopicView.Seen record : records) {
            if (record.op().equals("t")) {
                last.removeIf(earlier -> earlier.partition() == record.partition());
            }
            last.add(record);
        }
        return new Replay(last);
    }

    /** Rows by key, at the end. */
    Map<String, JsonNode> rows() {
        return rows;
    }

    /** How often a partition was reset. */
    int resets() {
        return resets;
    }

    /** How often one was reset that had been complete: not by a first snapshot, however often that was interrupted. */
    int resetAgain() {
        return again;
    }

    /** By partition, the generation it is in. */
    Map<Integer, String> generation() {
        return generation;
    }

    /** By partition, the generation whose snapshot is complete. */
    Map<Integer, String> complete() {
        return complete;
    }

    private void apply(TopicView.Seen record) {
        String mark = String.valueOf(record.generation());
        switch (record.op()) {
            case "t" -> {
                resets++;
                again += complete.containsKey(record.partition()) ? 1 : 0;
                generation.put(record.partition(), mark);
                rows.keySet().removeAll(keys.getOrDefault(record.partition(), Set.of()));
            }
            case "m" -> {
                expect(mark.equals(generation.get(record.partition())), "complete, but of another generation", record);
                expect(!mark.equals(complete.put(record.partition(), mark)), "complete twice", record);
            }
            default -> row(record);
        }
    }

    private void row(TopicView.Seen record) {
        String key = String.valueOf(record.key());
        keys.computeIfAbsent(record.partition(), partition -> new HashSet<>()).add(key);
        JsonNode before = record.op().equals("r") || record.op().equals("c")
                ? NullNode.getInstance()
                : record.value().path("before");
        JsonNode known = rows.getOrDefault(key, NullNode.getInstance());
        expect(known.equals(before), "known is " + known, record);
        if (record.after().isNull()) {
            rows.remove(key);
        } else {
            rows.put(key, record.after());
        }
    }

    private static void expect(boolean holds, String otherwise, TopicView.Seen record) {
        if (!holds) {
            throw new AssertionError(otherwise + " at " + record);
        }
    }
}
