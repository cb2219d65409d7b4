package io.rowcast.writer;

import io.rowcast.mapping.KeySpace;
import io.rowcast.mapping.Mapping;
import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes all that a table wrote, under any of its versions, in steps that a newer owner of the lane stops. */
final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    private static final int CHUNK = 500;

    private final FencedWrites writes;
    private final WriterMetrics metrics;

    Sweep(FencedWrites writes, WriterMetrics metrics) {
        this.writes = writes;
        this.metrics = metrics;
    }

    void run(RedisSession redis, Lane lane) throws RedisAwayException, FencedException, WentBackException {
        metrics.resets.increment();
        int removed = 0;
        for (var pattern : keySpaces(lane.table).entrySet()) {
            List<String> found = redis.scan(
                    pattern.getKey(), key -> pattern.getValue().stream().anyMatch(space -> space.owns(key)));
            for (int from = 0; from < found.size(); from += CHUNK) {
                List<Command> unlinks = new ArrayList<>();
                found.subList(from, Math.min(found.size(), from + CHUNK))
                        .forEach(key -> unlinks.add(Command.of(Verb.UNLINK, key)));
                writes.apply(redis, lane, unlinks, null);
            }
            removed += found.size();
        }
        LOG.atInfo()
                .addKeyValue("table", lane.table.id)
                .addKeyValue("keys", removed)
                .log("the table begins anew; its keys were removed");
    }

    /** What the table owns or owned, by the pattern to find it with: versions of a table seldom differ in that. */
    private static Map<String, List<KeySpace>> keySpaces(MappedTable table) {
        Map<String, List<KeySpace>> spaces = new LinkedHashMap<>();
        for (Mapping mapping : table.mappings()) {
            for (KeySpace space : mapping.keySpaces()) {
                spaces.computeIfAbsent(space.scanPattern(), pattern -> new ArrayList<>())
                        .add(space);
            }
        }
        return spaces;
    }
}
