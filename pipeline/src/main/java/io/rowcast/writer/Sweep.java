package io.rowcast.writer;

import io.rowcast.mapping.KeySpace;
import io.rowcast.mapping.Mapping;
import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import io.rowcast.redis.ExecReply;
import io.rowcast.redis.HashPages;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes all that a table wrote, under any of its versions, in steps that a newer owner of the lane stops: the keys of
 * its own, and its part in the keys that it shares with others.
 */
final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    private static final int CHUNK = 500;

    private final FencedWrites writes;
    private final WriterMetrics metrics;

    Sweep(FencedWrites writes, WriterMetrics metrics) {
        this.writes = writes;
        this.metrics = metrics;
    }

    /** @param offset of the record that the table begins anew with */
    void run(RedisSession redis, Lane lane, long offset) throws RedisAwayException, FencedException, WentBackException {
        metrics.resets.increment();
        Set<Mapping> mappings = lane.table.mappings();
        int keys = 0;
        for (var pattern : keySpaces(mappings).entrySet()) {
            List<String> found = redis.scan(
                    pattern.getKey(), key -> pattern.getValue().stream().anyMatch(space -> space.owns(key)));
            unlink(redis, lane, offset, found);
            keys += found.size();
        }
        int shared = 0;
        for (String ledger : ledgers(mappings)) {
            HashPages pages = redis.pages(ledger);
            while (pages.hasNext()) {
                shared += forget(redis, lane, offset, ledger, pages.next(), mappings);
            }
        }
        LOG.atInfo()
                .addKeyValue("table", lane.table.id)
                .addKeyValue("keys", keys)
                .addKeyValue("shared", shared)
                .log("the table begins anew; what it wrote was removed");
    }

    /** What the table owns or owned, by the pattern to find it with: versions of a table seldom differ in that. */
    private static Map<String, Set<KeySpace>> keySpaces(Collection<Mapping> mappings) {
        return mappings.stream()
                .flatMap(mapping -> mapping.keySpaces().stream())
                .collect(Collectors.groupingBy(KeySpace::scanPattern, LinkedHashMap::new, Collectors.toSet()));
    }

    private void unlink(RedisSession redis, Lane lane, long offset, List<String> keys)
            throws RedisAwayException, FencedException, WentBackException {
        for (int from = 0; from < keys.size(); from += CHUNK) {
            List<Command> unlinks = new ArrayList<>();
            keys.subList(from, Math.min(keys.size(), from + CHUNK))
                    .forEach(key -> unlinks.add(Command.of(Verb.UNLINK, key)));
            writes.apply(redis, lane, offset, unlinks, null);
        }
    }

    private static Set<String> ledgers(Collection<Mapping> mappings) {
        return mappings.stream().map(Mapping::ledger).flatMap(Optional::stream).collect(Collectors.toSet());
    }

    /** Takes back what the entries tell of, and strikes them out in the same transaction. */
    private int forget(
            RedisSession redis,
            Lane lane,
            long offset,
            String ledger,
            Map<String, String> entries,
            Collection<Mapping> mappings)
            throws RedisAwayException, FencedException, WentBackException {
        List<Command> commands = new ArrayList<>();
        int forgotten = 0;
        for (var entry : entries.entrySet()) {
            Set<Command> undo = undo(entry.getKey(), entry.getValue(), mappings);
            if (!undo.isEmpty()) {
                commands.addAll(undo);
                String key = undo.iterator().next().key();
                commands.add(Command.of(Verb.HDEL, ledger, entry.getKey()).beside(key));
                forgotten++;
            }
        }
        if (!commands.isEmpty()) {
            warn(lane, writes.tryEach(redis, lane, offset, commands));
        }
        return forgotten;
    }

    /**
     * An entry without a value tells of a place, and each version may have put something else there. One with a value
     * tells of an amount, which is taken back once. What no version knows stays, until a mapping file says it again.
     */
    private static Set<Command> undo(String field, String value, Collection<Mapping> mappings) {
        Set<Command> undo = new LinkedHashSet<>();
        for (Mapping mapping : mappings) {
            if (value.isEmpty() || undo.isEmpty()) {
                undo.addAll(mapping.forget(field, value));
            }
        }
        return undo;
    }

    private static void warn(Lane lane, List<ExecReply.Failure> failures) {
        if (!failures.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("table", lane.table.id)
                    .addKeyValue("failed", failures.size())
                    .addKeyValue("error", failures.get(0).message())
                    .log("shared keys do not hold any more what the table wrote; they are left as they are");
        }
    }
}
