package io.rowcast.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rowcast.topic.ConnectChange.Mark;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far one partition has come in MySQL's binlog. Tells records that a restarted connector wrote again from new ones.
 *
 * <p>A repeat is a record at or before the furthest position that was applied. MySQL's positions begin anew on another
 * server or after a reset of its binlog, and such records must not be taken for repeats: so one that was committed later
 * than anything applied, or in a transaction (GTID) beyond those, never is.
 *
 * @param furthest {@code null} before the first record
 * @param micros the newest commit that was applied
 * @param gtids of each source of transactions the highest number that was applied
 * @param snapshotOpen whether rows of a snapshot are to follow
 * @param begun the Kafka offset of the row that the newest snapshot begins with, -1 when there was none
 */
public record SourceProgress(
        @Nullable SourcePosition furthest, long micros, Map<String, Long> gtids, boolean snapshotOpen, long begun) {

    /** Of a partition of which nothing was applied. */
    public static final SourceProgress NONE = new SourceProgress(null, 0, Map.of(), false, -1);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is to be done with a record. */
    public enum Verdict {
        /** Apply it. */
        NEW,
        /** It was applied before. */
        REPEATED,
        /** A snapshot begins with it: what the table wrote before is of no worth. */
        BEGINS
    }

    public SourceProgress {
        gtids = Map.copyOf(gtids);
    }

    /** @param offset of the record in its partition */
    public Verdict judge(ConnectChange change, long offset) {
        SourcePosition position = change.position();
        if (position == null || change.mark() == Mark.INCREMENTAL) {
            return Verdict.NEW;
        }
        if (change.mark().ofSnapshot()) {
            return offset == begun || continuesSnapshot(change.mark(), position) ? Verdict.NEW : Verdict.BEGINS;
        }
        return isRepeat(position) ? Verdict.REPEATED : Verdict.NEW;
    }

    private boolean continuesSnapshot(Mark mark, SourcePosition position) {
        return snapshotOpen && mark != Mark.FIRST && furthest != null && furthest.sameEvent(position);
    }

    private boolean isRepeat(SourcePosition position) {
        return furthest != null
                && furthest.sameBinlog(position)
                && !position.isBehind(furthest)
                && position.micros() <= micros
                && isKnown(position.gtid());
    }

    private boolean isKnown(@Nullable String gtid) {
        return gtid == null || number(gtid) <= gtids.getOrDefault(source(gtid), 0L);
    }

    /** The progress with a snapshot begun at that record, which itself is not applied yet. */
    public SourceProgress beginning(ConnectChange change, long offset) {
        return new SourceProgress(change.position(), micros, gtids, true, offset);
    }

    /** The progress when the record is applied. */
    public SourceProgress after(ConnectChange change) {
        SourcePosition position = change.position();
        if (position == null || change.mark() == Mark.INCREMENTAL) {
            return this;
        }
        boolean open = change.mark().ofSnapshot() && change.mark() != Mark.LAST;
        return new SourceProgress(position, Math.max(micros, position.micros()), with(position.gtid()), open, begun);
    }

    private Map<String, Long> with(@Nullable String gtid) {
        if (gtid == null) {
            return gtids;
        }
        long number = number(gtid);
        if (number <= gtids.getOrDefault(source(gtid), 0L)) {
            return gtids;
        }
        Map<String, Long> grown = new TreeMap<>(gtids);
        grown.put(source(gtid), number);
        return grown;
    }

    /** {@code uuid} of {@code uuid:7}, or {@code uuid:tag} of {@code uuid:tag:7}. */
    private static String source(String gtid) {
        return gtid.substring(0, Math.max(gtid.lastIndexOf(':'), 0));
    }

    private static long number(String gtid) {
        String number = gtid.substring(gtid.lastIndexOf(':') + 1);
        return number.matches("\\d{1,18}") ? Long.parseLong(number) : Long.MAX_VALUE;
    }

    /** As it is stored next to a watermark. */
    public String text() {
        ObjectNode root = JSON.createObjectNode();
        if (furthest != null) {
            root.put("file", furthest.file());
            root.put("pos", furthest.pos());
            root.put("row", furthest.row());
            root.put("step", furthest.step());
        }
        root.put("micros", micros);
        root.put("open", snapshotOpen);
        root.put("begun", begun);
        ObjectNode numbers = root.putObject("gtids");
        gtids.forEach(numbers::put);
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers is always JSON", e);
        }
    }

    /**
     * Reads {@link #text()}.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static SourceProgress parse(String text) {
        try {
            JsonNode root = JSON.readTree(text);
            Map<String, Long> gtids = new TreeMap<>();
            root.required("gtids")
                    .properties()
                    .forEach(each -> gtids.put(each.getKey(), each.getValue().asLong()));
            SourcePosition furthest = root.has("file")
                    ? new SourcePosition(
                            root.required("file").asText(),
                            root.required("pos").asLong(),
                            root.required("row").asInt(),
                            root.required("step").asInt(),
                            0,
                            null)
                    : null;
            return new SourceProgress(
                    furthest,
                    root.required("micros").asLong(),
                    gtids,
                    root.required("open").asBoolean(),
                    root.required("begun").asLong());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected the JSON of a source position", e);
        }
    }
}
