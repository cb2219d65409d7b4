package io.rowcast.writer;

import io.rowcast.model.TableId;
import io.rowcast.redis.LaneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where tables of this writer stand still until a person has mended their mapping. Thread-safe. */
final class StoppedTables {
    private static final Logger LOG = LoggerFactory.getLogger(StoppedTables.class);
    private static final String WAY_OUT = "mend the mapping file and restart; all other tables go on";

    /** A line about more than that is not read. */
    private static final int SHOWN = 5;

    private final Map<LaneId, Stop> stops = new ConcurrentHashMap<>();

    /** What was logged, as each lane of a table comes to the same stop, and again whenever it is tried. */
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    private record Stop(TableId table, long offset, String reason) {}

    /** The lane stands still at the offset. */
    void add(LaneId lane, TableId table, long offset, String reason) {
        stops.put(lane, new Stop(table, offset, reason));
        if (said.add(table + ": " + reason)) {
            LOG.atError()
                    .addKeyValue("table", table)
                    .addKeyValue("topic", lane.topic())
                    .addKeyValue("partition", lane.partition())
                    .addKeyValue("offset", offset)
                    .addKeyValue("error", reason)
                    .log("the table is stopped, nothing of it is lost: " + WAY_OUT);
        }
    }

    /** The lane goes on, or is another writer's. */
    void remove(LaneId lane) {
        stops.remove(lane);
    }

    int tables() {
        return (int) stops.values().stream().map(Stop::table).distinct().count();
    }

    /** What a person has to know and to do, in one line; empty when no table is stopped. */
    Optional<String> trouble() {
        Map<String, String> places = places();
        if (places.isEmpty()) {
            return Optional.empty();
        }
        String first = places.entrySet().stream()
                .limit(SHOWN)
                .map(place -> place.getKey() + ": " + place.getValue())
                .collect(Collectors.joining("; "));
        String more = places.size() <= SHOWN ? "" : "; and " + (places.size() - SHOWN) + " more, see /status";
        return Optional.of("stopped: " + first + more + ". To go on, " + WAY_OUT);
    }

    /** The reason of each stop, by topic-partition@offset. */
    Map<String, String> places() {
        Map<String, String> places = new TreeMap<>();
        stops.forEach((lane, stop) -> places.put(lane + "@" + stop.offset(), stop.table() + ": " + stop.reason()));
        return places;
    }
}
