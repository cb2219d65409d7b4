package io.rowcast.reader;

import io.rowcast.reader.catalog.BinlogPlace;
import io.rowcast.reader.catalog.SourceOffset;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the binlog says around a record and Debezium does not tell: attached to the record, row change or sign of life, as
 * a header on its way from the binlog's thread to the committer.
 */
sealed interface BinlogMark {

    /** Who is told, one record after the other in the order of the binlog. */
    interface Listener {

        /** The record is a row change of the XA transaction that runs. */
        void undecided(SourceRecord row);

        /** The XA transaction that runs is prepared: its rows count when it is committed, which may be long after. */
        void prepared(String xid, SourceOffset behind);

        /** It was decided what becomes of an XA transaction: of one that was prepared, or of the one that runs. */
        void decided(Decided decision, SourceOffset behind);
    }

    void tell(Listener listener, SourceRecord record);

    /** The row change is one of an XA transaction. */
    record Undecided() implements BinlogMark {
        @Override
        public void tell(Listener listener, SourceRecord record) {
            listener.undecided(record);
        }
    }

    /** {@code XA PREPARE}. */
    record Prepared(String xid) implements BinlogMark {
        @Override
        public void tell(Listener listener, SourceRecord record) {
            listener.prepared(xid, new SourceOffset(record.sourceOffset()));
        }
    }

    /**
     * {@code XA COMMIT} or {@code XA ROLLBACK}, at that place of the binlog.
     *
     * @param onePhase whether it is committed without having been prepared
     * @param gtid of the decision, where the server has GTIDs
     */
    record Decided(
            String xid,
            boolean committed,
            boolean onePhase,
            @Nullable String gtid,
            String file,
            long position) implements BinlogMark {
        @Override
        public void tell(Listener listener, SourceRecord record) {
            listener.decided(this, new SourceOffset(record.sourceOffset()));
        }

        boolean isBefore(BinlogPlace place) {
            return place.isAfter(gtid, file, position);
        }
    }

    String HEADER = "rowcast.binlog";

    /** Tells the listener what is attached to the record; whether that is anything. */
    static boolean tell(SourceRecord record, Listener listener) {
        Header header = record.headers().lastWithName(HEADER);
        if (header == null) {
            return false;
        }
        ((BinlogMark) header.value()).tell(listener, record);
        return true;
    }
}
