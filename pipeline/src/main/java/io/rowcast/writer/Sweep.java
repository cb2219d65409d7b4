package io.rowcast.writer;

import io.rowcast.mapping.KeySpace;
import io.rowcast.mapping.Mapping;
import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import io.rowcast.redis.ExecReply;
import io.rowcast.redis.HashPages;
import io.rowcast.redis.Pages;
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
 * Removes all that tables wrote, under any of their versions, in steps that a newer owner of a lane stops: the keys of
 * their own, and their part in the keys that they share with others.
 */
final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    private static final int CHUNK = 500;

    /**
     * Above it, all keys of Redis are looked at once instead of once for each pattern. That costs about as much as two
     * patterns.
     */
    private static final int PATTERNS = 2;

    private final FencedWrites writes;
    private final WriterMetrics metrics;

    Sweep(FencedWrites writes, WriterMetrics metrics) {
        this.writes = writes;
        this.metrics = metrics;
    }

    /** @param resets lanes of which the tables begin anew, with the offset of the record that says so */
    void run(RedisSession redis, Map<Lane, Long> resets) throws RedisAwayException, FencedException, WentBackException {
        List<OwnKeys> tables = new ArrayList<>();
        resets.forEach((lane, offset) -> tables.add(new OwnKeys(redis, lane, offset)));
        for (var pattern : patterns(tables).entrySet()) {
            Pages pages = redis.scan(pattern.getKey(), key -> owns(pattern.getValue(), key));
            while (pages.hasNext()) {
                List<String> found = pages.next();
                for (OwnKeys table : tables) {
                    table.take(found);
                }
            }
        }
        for (OwnKeys table : tables) {
            table.unlink();
            LOG.atInfo()
                    .addKeyValue("table", table.lane.table.id)
                    .addKeyValue("keys", table.removed)
                    .addKeyValue("shared", forget(redis, table.lane, table.offset))
                    .log("the table begins anew; what it wrote was removed");
            metrics.resets.increment();
        }
    }

    /** What the tables own or owned, by the pattern to find it with: versions of a table seldom differ in that. */
    private static Map<String, Set<KeySpace>> patterns(Collection<OwnKeys> tables) {
        Map<String, Set<KeySpace>> patterns = tables.stream()
                .flatMap(table -> table.spaces.stream())
                .collect(Collectors.groupingBy(KeySpace::scanPattern, LinkedHashMap::new, Collectors.toSet()));
        if (patterns.size() <= PATTERNS) {
            return patterns;
        }
        return Map.of("*", patterns.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
    }

    private static boolean owns(Set<KeySpace> spaces, String key) {
        return spaces.stream().anyMatch(space -> space.owns(key));
    }

    /** The keys that one table owns or owned, as far as they are found and not removed yet. */
    private final class OwnKeys {
        final Lane lane;
        final long offset;
        final Set<KeySpace> spaces;
        int removed;
        private final RedisSession redis;
        private final List<Command> unlinks = new ArrayList<>();

        OwnKeys(RedisSession redis, Lane lane, long offset) {
            this.redis = redis;
            this.lane = lane;
            this.offset = offset;
            this.spaces = lane.table.mappings().stream()
                    .flatMap(mapping -> mapping.keySpaces().stream())
                    .collect(Collectors.toSet());
        }

        void take(List<String> found) throws RedisAwayException, FencedException, WentBackException {
            found.stream().filter(key -> owns(spaces, key)).forEach(key -> unlinks.add(Command.of(Verb.UNLINK, key)));
            if (unlinks.size() >= CHUNK) {
                unlink();
            }
        }

        void unlink() throws RedisAwayException, FencedException, WentBackException {
            if (!unlinks.isEmpty()) {
                writes.apply(redis, lane, offset, List.copyOf(unlinks), null);
                removed += unlinks.size();
                unlinks.clear();
            }
        }
    }

    /** Takes back the table's part in shared keys, and returns how many entries of its ledgers that were. */
    private int forget(RedisSession redis, Lane lane, long offset)
            throws RedisAwayException, FencedException, WentBackException {
        Set<Mapping> mappings = lane.table.mappings();
        int forgotten = 0;
        for (String ledger : ledgers(mappings)) {
            HashPages pages = redis.pages(ledger);
            while (pages.hasNext()) {
                forgotten += forget(redis, lane, offset, ledger, pages.next(), mappings);
            }
        }
        return forgotten;
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
