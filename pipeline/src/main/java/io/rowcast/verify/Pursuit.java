package io.rowcast.verify;

import io.rowcast.model.Change;
import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import io.rowcast.reader.SourceMoment;
import io.rowcast.redis.LaneId;
import io.rowcast.topic.TableWindow;
import io.rowcast.topic.UndecodableException;
import io.rowcast.topic.WindowRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings a tally from the moment of the reading to where the writers are: what rows the topic says have changed since. */
final class Pursuit {
    /** To read what was committed a moment ago; what lies further behind is not what a writer is at. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private final TableWindow window;
    private final String topic;
    private final SourceMoment moment;
    private final Tally tally;
    private final Duration patience;

    /** Up to where records were taken. */
    private final Map<Integer, Long> taken;

    /** A snapshot of the table, or its end, was among the records. */
    private boolean begun;

    Pursuit(
            TableWindow window,
            String topic,
            SourceMoment moment,
            Tally tally,
            Map<Integer, Long> from,
            Duration patience) {
        this.window = window;
        this.topic = topic;
        this.moment = moment;
        this.tally = tally;
        this.taken = new HashMap<>(from);
        this.patience = patience;
        window.begin(from);
    }

    /** What watermarks say of the topic, by partition. */
    static Map<Integer, Long> offsets(Map<LaneId, Long> watermarks) {
        Map<Integer, Long> offsets = new HashMap<>();
        watermarks.forEach((lane, offset) -> offsets.put(lane.partition(), offset));
        return offsets;
    }

    /** Whether the tally is not ahead: Redis can have gone back, and goes on from there. */
    boolean isReachedBy(Map<LaneId, Long> watermarks) {
        Map<Integer, Long> offsets = offsets(watermarks);
        return taken.entrySet().stream().allMatch(each -> offsets.getOrDefault(each.getKey(), -1L) >= each.getValue());
    }

    /** Brings the tally to the watermarks exactly. */
    void follow(Map<LaneId, Long> watermarks) throws NotVerifiedException {
        Map<Integer, Long> to = offsets(watermarks);
        read(to);
        try {
            window.take(to, this::apply);
        } catch (UndecodableException e) {
            throw new NotVerifiedException(topic + ": " + e.getMessage(), true);
        }
        taken.putAll(to);
    }

    /** Reads the records below offsets. */
    private void read(Map<Integer, Long> to) throws NotVerifiedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!window.read(to)) {
            take(to); // makes room
            if (System.nanoTime() - end > 0) {
                throw new NotVerifiedException(topic + " could not be read up to where the writer is", false);
            }
        }
    }

    private void take(Map<Integer, Long> to) throws NotVerifiedException {
        try {
            window.take(to, this::apply);
        } catch (UndecodableException e) {
            throw new NotVerifiedException(topic + ": " + e.getMessage(), true);
        }
    }

    private void apply(WindowRecord record) {
        if (!(record.change() instanceof RowChange row) || row.snapshot()) {
            begun = true;
            return;
        }
        switch (moment.sight(record.gtid(), record.file(), record.position())) {
            case SEEN -> {}
            case UNSEEN -> {
                rows(row.before(), tally::remove);
                rows(row.after(), after -> tally.add(after, record.partition()));
            }
            case UNKNOWN -> {
                rows(row.before(), tally::unsure);
                rows(row.after(), tally::unsure);
            }
        }
    }

    /** @throws NotVerifiedException when the table began anew, or is about to */
    void requireSameGeneration() throws NotVerifiedException {
        Map<Integer, Long> ends = window.ends();
        long end = System.nanoTime() + SOON.toNanos();
        boolean known = window.read(ends);
        while (!known && System.nanoTime() - end < 0) {
            known = window.read(ends);
        }
        if (begun || window.holdsAnnouncement()) {
            throw new NotVerifiedException("the table begins anew just now", true);
        }
    }

    /** Gives the rows that records behind the tally, up to watermarks, had before and have now. */
    void touched(Map<LaneId, Long> watermarks, Consumer<Row> into) throws NotVerifiedException {
        Map<Integer, Long> to = offsets(watermarks);
        read(Map.copyOf(taken));
        long end = System.nanoTime() + patience.toNanos();
        while (!window.read(to)) {
            if (System.nanoTime() - end > 0) {
                throw new NotVerifiedException(topic + " could not be read up to where the writer is", false);
            }
        }
        try {
            window.peek(to, record -> {
                Change change = record.change();
                if (change instanceof RowChange row) {
                    rows(row.before(), into);
                    rows(row.after(), into);
                } else {
                    begun = true;
                }
            });
        } catch (UndecodableException e) {
            throw new NotVerifiedException(topic + ": " + e.getMessage(), true);
        }
    }

    private static void rows(@Nullable Row row, Consumer<Row> into) {
        if (row != null) {
            into.accept(row);
        }
    }

    /** Whether the tally has all that is committed in Kafka now, as the writers have; the ends are read towards. */
    boolean isAt(Map<Integer, Long> ends) {
        return window.read(ends) && !window.holds(ends);
    }

    Map<Integer, Long> ends() {
        return window.ends();
    }

    /** How many pauses of that length there is patience for. */
    long patienceIn(long millis) {
        return Math.max(1, patience.toMillis() / millis);
    }
}
