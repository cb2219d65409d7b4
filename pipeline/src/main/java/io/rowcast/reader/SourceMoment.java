package io.rowcast.reader;

import com.github.shyiko.mysql.binlog.GtidSet;
import org.jspecify.annotations.Nullable;

/** A moment of MySQL as a reading transaction saw it, which can tell of changes whether it saw them. */
public final class SourceMoment {
    /** Of a change, what the rows that were read at the moment say. */
    public enum Sight {
        /** They show it. */
        SEEN,
        /** They do not show it yet. */
        UNSEEN,
        /** It was on its way just then: nobody knows. */
        UNKNOWN
    }

    private final BinlogPlace place;
    private final boolean exact;
    private final GtidSet gtids;
    private @Nullable String lastGtid;
    private boolean lastSeen;

    /** @param exact whether nobody could write while the place was read */
    SourceMoment(BinlogPlace place, boolean exact) {
        this.place = place;
        this.exact = exact;
        this.gtids = new GtidSet(place.gtids());
    }

    BinlogPlace place() {
        return place;
    }

    /** What was seen of a change, by what its {@code source} block says; not thread-safe. */
    public Sight sight(@Nullable String gtid, String file, long position) {
        if (gtid == null || gtid.isEmpty()) {
            return place.isAfter(null, file, position) ? Sight.SEEN : Sight.UNSEEN;
        }
        if (!gtid.equals(lastGtid)) {
            GtidSet one = new GtidSet("");
            one.add(gtid);
            lastSeen = one.isContainedWithin(gtids);
            lastGtid = gtid;
        }
        if (lastSeen) {
            return Sight.SEEN;
        }
        // In the binlog, and not yet among the transactions that MySQL says are done.
        return !exact && place.isAfter(null, file, position) ? Sight.UNKNOWN : Sight.UNSEEN;
    }
}
