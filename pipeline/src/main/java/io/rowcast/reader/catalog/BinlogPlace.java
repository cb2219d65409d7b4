package io.rowcast.reader.catalog;

import com.github.shyiko.mysql.binlog.GtidSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * A place between two transactions of MySQL's binlog, which can tell whether an event lies before it: by the GTIDs of all
 * transactions before it where the event has one, else by file and position.
 */
public record BinlogPlace(String gtids, String file, long position) {

    /** Whether a record with that {@code source} block is of an event before this place. */
    public boolean isAfter(Struct source) {
        return isAfter(source.getString("gtid"), source.getString("file"), source.getInt64("pos"));
    }

    /** Whether an event there, of the transaction with that GTID if it has one, lies before this place. */
    public boolean isAfter(@Nullable String gtid, String otherFile, long otherPosition) {
        return gtid != null ? isAfter(gtid) : compare(otherFile, otherPosition) > 0;
    }

    /** Whether the transaction with that GTID lies before this place. */
    public boolean isAfter(String gtid) {
        GtidSet one = new GtidSet("");
        one.add(gtid);
        return one.isContainedWithin(new GtidSet(gtids));
    }

    /** Whether everything before this place was read, too, by whoever goes on from {@code offset}. */
    public boolean isReachedBy(SourceOffset offset) {
        @Nullable Object read = offset.fields().get("gtids");
        if (read != null) {
            return new GtidSet(gtids).isContainedWithin(new GtidSet(read.toString()));
        }
        return compare(
                        String.valueOf(offset.fields().get("file")),
                        Long.parseLong(String.valueOf(offset.fields().get("pos"))))
                <= 0;
    }

    boolean isAtOrAfter(String otherFile, long otherPosition) {
        return compare(otherFile, otherPosition) >= 0;
    }

    /** Binlog files are numbered; the numbers grow longer in time. */
    private int compare(String otherFile, long otherPosition) {
        int byLength = Integer.compare(file.length(), otherFile.length());
        int byFile = byLength != 0 ? byLength : file.compareTo(otherFile);
        return byFile != 0 ? byFile : Long.compare(position, otherPosition);
    }

    public Map<String, Object> toMap() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("gtids", gtids);
        fields.put("file", file);
        fields.put("pos", position);
        return fields;
    }

    public static BinlogPlace fromMap(Map<String, ?> fields) {
        return new BinlogPlace(
                String.valueOf(fields.get("gtids")),
                String.valueOf(fields.get("file")),
                Long.parseLong(String.valueOf(fields.get("pos"))));
    }
}
