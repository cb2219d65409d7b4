package io.rowcast.rollout;

import io.rowcast.mapping.Inspection;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.MappingChange;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.TableId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What the mapping files of now mean for a table of which Redis holds what others made.
 *
 * @param stage whether it is begun
 * @param added outputs to be filled
 * @param changed outputs to be written anew where they differ
 * @param removed outputs that are no more
 * @param sweeps patterns of keys that are removed when all others are there
 * @param notes what a person should know beforehand
 */
public record Plan(
        TableId table,
        Stage stage,
        List<String> added,
        List<String> changed,
        List<String> removed,
        List<String> sweeps,
        List<String> notes) {

    /** How far a table is. */
    public enum Stage {
        /** Nothing of it was ever written. */
        NEW,
        /** No writer has begun to apply changes by the files of now. */
        PLANNED,
        /** Changes are applied by the files of now, and what is there is being brought to them. */
        UNDER_WAY
    }

    /**
     * Of all tables for which there is something to be done.
     *
     * @param written what is written down in Redis, by name
     * @param now the mappings of all tables that MySQL has
     */
    public static List<Plan> of(CurrentFiles files, Map<String, String> written, List<Mapping> now) {
        Map<TableId, List<Written>> others = files.others(written);
        Set<TableId> known = new HashSet<>();
        written.keySet().forEach(name -> known.add(Written.table(name)));
        Set<TableId> tables = new TreeSet<>(others.keySet());
        now.stream().map(Mapping::table).filter(table -> !known.contains(table)).forEach(tables::add);
        return tables.stream()
                .map(table -> of(files, written.keySet(), table, others.getOrDefault(table, List.of()), now))
                .filter(plan -> !plan.isEmpty())
                .toList();
    }

    private static Plan of(
            CurrentFiles files, Set<String> names, TableId table, List<Written> before, List<Mapping> now) {
        List<MappingFile> earlier =
                before.stream().flatMap(each -> each.file().stream()).toList();
        List<Mapping> mappings =
                before.stream().flatMap(each -> each.mapping().stream()).toList();
        List<String> sweeps =
                List.copyOf(new TreeSet<>(new Leftovers(mappings, now).spaces().keySet()));
        MappingFile file = files.of(table).orElse(null);
        Mapping mapping = now.stream()
                .filter(each -> each.table().equals(table))
                .findFirst()
                .orElse(null);
        if (file == null || mapping == null) {
            List<String> removed = file == null ? MappingChange.ofRemoved(earlier) : List.of();
            return new Plan(table, Stage.PLANNED, List.of(), List.of(), removed, sweeps, List.of());
        }
        MappingChange change = MappingChange.of(earlier, file);
        Stage stage = before.isEmpty()
                ? Stage.NEW
                : names.contains(Written.name(file, table)) ? Stage.UNDER_WAY : Stage.PLANNED;
        List<String> notes = stage == Stage.NEW ? List.of() : new Notes(mapping, change, mappings).all();
        return new Plan(
                table,
                stage,
                outputs(mapping, change, MappingChange.Kind.ADDED),
                outputs(mapping, change, MappingChange.Kind.CHANGED),
                change.removed(),
                sweeps,
                notes);
    }

    private static List<String> outputs(Mapping mapping, MappingChange change, MappingChange.Kind kind) {
        List<Inspection> inspections = mapping.inspections();
        List<String> outputs = new ArrayList<>();
        IntStream.range(0, inspections.size())
                .filter(output -> change.outputs().get(output) == kind)
                .forEach(output -> outputs.add(inspections.get(output).output()));
        return outputs;
    }

    private boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty() && sweeps.isEmpty();
    }
}
