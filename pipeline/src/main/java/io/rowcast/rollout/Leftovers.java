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

/** The keys that earlier mappings of a table had for themselves, and that no mapping of now makes. */
final class Leftovers {
    private final Set<KeySpace> earlier = new LinkedHashSet<>();
    private final List<KeySpace> now;

    /**
     * @param before earlier mappings of the table
     * @param now those of all tables
     */
    Leftovers(Collection<Mapping> before, Collection<Mapping> now) {
        this.now = now.stream()
                .flatMap(mapping -> mapping.inspections().stream())
                .filter(output -> output.form() != Form.NOTHING)
                .map(Inspection::space)
                .distinct()
                .toList();
        before.forEach(mapping -> earlier.addAll(mapping.keySpaces()));
        earlier.removeAll(this.now);
    }

    /** By the pattern to find them with. */
    Map<String, List<KeySpace>> spaces() {
        return earlier.stream()
                .collect(Collectors.groupingBy(KeySpace::scanPattern, LinkedHashMap::new, Collectors.toList()));
    }

    /** Whether the key, which a pattern found, is one of them. */
    boolean has(String pattern, String key) {
        return spaces().getOrDefault(pattern, List.of()).stream().anyMatch(space -> space.owns(key))
                && now.stream().noneMatch(space -> space.owns(key));
    }
}
