package io.rowcast.rollout;

import io.rowcast.mapping.Inspection;
import io.rowcast.mapping.KeySpace;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.MappingChange;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.TableId;
import io.rowcast.redis.MappingStore;
import io.rowcast.redis.Pages;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisKeys;
import io.rowcast.topic.TopicNames;
import io.rowcast.verify.Filled;
import io.rowcast.verify.Part;
import io.rowcast.verify.TableReport;
import io.rowcast.verify.Verification;
import io.rowcast.verify.VerifyProgress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rolls out the mapping of one table, or that it has none any more. Each step can be done again. */
final class TableRollOut {
    private final RollOut.Means means;
    private final VerifyProgress progress;
    private final RedisKeys keys;
    private final MappingStore store;
    private final TableId table;
    private final TableId lane;
    private final List<Written> before;
    private final List<Mapping> now;

    /**
     * @param progress who is told how far it is
     * @param lane a table that is mapped now, in the order of whose topic things are done: the table itself, if it is
     * @param before what is not the mapping of now
     * @param now the mappings of all tables
     */
    TableRollOut(
            RollOut.Means means,
            VerifyProgress progress,
            MappingStore store,
            TableId table,
            TableId lane,
            List<Written> before,
            List<Mapping> now) {
        this.means = means;
        this.progress = progress;
        this.keys = new RedisKeys(means.pipeline());
        this.store = store;
        this.table = table;
        this.lane = lane;
        this.before = before;
        this.now = now;
    }

    RollOut.Result run() throws NotRolledOutException, RedisAwayException, InterruptedException {
        List<String> watermarks = watermarks();
        requireOwners(watermarks);
        long[] rowsAndPlaces = write();
        requireOwners(watermarks);
        progress.at("removing what no file maps any more", 0, 0);
        long removed = sweep() + takeBack();
        if (!isMapped()) {
            store.unlink(List.of(keys.complete(table)));
        }
        List<String> names = before.stream().map(Written::name).toList();
        if (!store.settle(keys.mappings(), names, watermarks, means.files().name())) {
            throw others();
        }
        return new RollOut.Result(rowsAndPlaces[0], rowsAndPlaces[1], removed);
    }

    private boolean isMapped() {
        return table.equals(lane);
    }

    /** Of the table; where it is not mapped any more, nobody may go on by earlier files with any other. */
    private List<String> watermarks() {
        String topic = new TopicNames(means.pipeline()).table(table);
        return means.lanes().get().stream()
                .filter(each -> !isMapped() || each.topic().equals(topic))
                .map(keys::watermark)
                .toList();
    }

    /** A writer that goes on by other files would write again what is removed here. */
    private void requireOwners(List<String> watermarks) throws NotRolledOutException, RedisAwayException {
        String name = means.files().name();
        for (Optional<String> owner : store.owners(watermarks)) {
            if (owner.filter(each -> each.endsWith(name)).isEmpty()) {
                throw others();
            }
        }
    }

    private static NotRolledOutException others() {
        return new NotRolledOutException("found a writer that is not at work, or has other mapping files; expected all"
                + " writers to be started again with the same files");
    }

    /** How many rows there are, and how many places were written. */
    private long[] write() throws NotRolledOutException, InterruptedException {
        Optional<Mapping> mapping =
                now.stream().filter(each -> each.table().equals(table)).findFirst();
        Set<Integer> outputs = mapping.map(this::outputs).orElse(Set.of());
        if (outputs.isEmpty()) {
            return new long[] {0, 0};
        }
        Part part = Part.anew(outputs::contains);
        try (Verification verification = means.verification().apply(progress)) {
            Filled filled = verification.fill(table, part);
            requireDone(filled.failure());
            TableReport report = verification.verify(table, part);
            requireDone(report.failure());
            if (!report.differences().isEmpty() || report.undecided() > 0) {
                throw new NotRolledOutException(
                        "found " + report.differences().size() + " places that are not as rows say, and "
                                + report.undecided() + " that change all the time; expected none");
            }
            return new long[] {
                filled.rows(), filled.written() + report.repaired().size()
            };
        }
    }

    private static void requireDone(Optional<String> failure) throws NotRolledOutException {
        if (failure.isPresent()) {
            throw new NotRolledOutException(failure.get());
        }
    }

    /** The outputs that are not as they were, of those that rows tell of. */
    private Set<Integer> outputs(Mapping mapping) {
        List<Inspection> inspections = mapping.inspections();
        return IntStream.range(0, inspections.size())
                .filter(output -> change().outputs().containsKey(output)
                        && inspections.get(output).decides())
                .boxed()
                .collect(Collectors.toSet());
    }

    private MappingChange change() {
        List<MappingFile> earlier =
                before.stream().flatMap(each -> each.file().stream()).toList();
        return means.files()
                .of(table)
                .map(file -> MappingChange.of(earlier, file))
                .orElseThrow();
    }

    private List<Mapping> earlier() {
        return before.stream().flatMap(each -> each.mapping().stream()).toList();
    }

    private long sweep() throws RedisAwayException {
        Leftovers leftovers = new Leftovers(earlier(), now);
        long removed = 0;
        for (Map.Entry<String, List<KeySpace>> spaces : leftovers.spaces().entrySet()) {
            Pages found = store.keys(spaces.getKey(), key -> leftovers.has(spaces.getValue(), key));
            while (found.hasNext()) {
                removed += store.unlink(found.next());
            }
        }
        for (Map.Entry<KeySpace, Set<String>> fields : leftovers.fields().entrySet()) {
            Pages found = store.keys(fields.getKey().scanPattern(), fields.getKey()::owns);
            while (found.hasNext()) {
                removed += store.removeFields(found.next(), fields.getValue());
            }
        }
        return removed;
    }

    /** Of keys that several tables write: what the table's ledger tells of and the mapping of now does not. */
    private long takeBack() throws NotRolledOutException, RedisAwayException, InterruptedException {
        SharedLeftovers shared = new SharedLeftovers(
                store,
                earlier(),
                now.stream().filter(each -> each.table().equals(table)).toList());
        if (shared.isEmpty()) {
            return 0;
        }
        try (Verification verification = means.verification().apply(progress)) {
            return shared.takeBack(verification, lane);
        }
    }
}
