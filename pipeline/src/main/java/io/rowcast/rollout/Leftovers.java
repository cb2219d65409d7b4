package io.rowcast.rollout;

import io.rowcast.mapping.Inspection;
import io.rowcast.mapping.KeySpace;
import io.rowcast.mapping.Mapping;
import io.rowcast.model.Form;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What earlier mappings of a table had for themselves, and no mapping of now makes: keys, and fields of hashes that are shared. */
final class Leftovers {
    private final Set<KeySpace> earlier = new LinkedHashSet<>();
    private final List<Inspection> shared;
    private final List<Inspection> now;

    /**
     * @param before earlier mappings of the table
     * @param now those of all tables
     */
    Leftovers(Collection<Mapping> before, Collection<Mapping> now) {
        this.now = outputs(now);
        this.shared = outputs(before).stream()
                .filter(output -> output.form() == Form.FIELDS)
                .toList();
        before.forEach(mapping -> earlier.addAll(mapping.keySpaces()));
        this.now.forEach(output -> earlier.remove(output.space()));
    }

    private static List<Inspection> outputs(Collection<Mapping> mappings) {
        return mappings.stream()
                .flatMap(mapping -> mapping.inspections().stream())
                .filter(output -> output.form() != Form.NOTHING)
                .toList();
    }

    /** By the pattern to find them with. */
    Map<String, List<KeySpace>> spaces() {
        return earlier.stream()
                .collect(Collectors.groupingBy(KeySpace::scanPattern, LinkedHashMap::new, Collectors.toList()));
    }

    /** Whether a key that was found for some of the spaces is one of them. */
    boolean has(List<KeySpace> spaces, String key) {
        return spaces.stream().anyMatch(space -> space.owns(key))
                && now.stream().noneMatch(output -> output.space().owns(key));
    }

    /**
     * The fields of shared hashes that nobody writes now, by the hashes. A row that left meanwhile took only those of now with
     * it, so the ledger does not tell of all.
     */
    Map<KeySpace, Set<String>> fields() {
        Map<KeySpace, Set<String>> fields = new LinkedHashMap<>();
        for (Inspection output : shared) {
            Set<String> gone = new LinkedHashSet<>(output.names());
            List<Inspection> beside = now.stream()
                    .filter(each -> each.space().overlaps(output.space()))
                    .toList();
            beside.forEach(each -> gone.removeAll(each.names()));
            boolean known = beside.stream().allMatch(each -> each.form() == Form.FIELDS);
            if (known && !gone.isEmpty()) {
                fields.computeIfAbsent(output.space(), any -> new LinkedHashSet<>())
                        .addAll(gone);
            }
        }
        return fields;
    }
}
