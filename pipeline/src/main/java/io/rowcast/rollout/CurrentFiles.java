package io.rowcast.rollout;

import io.rowcast.mapping.MappingFile;
import io.rowcast.model.TableId;
import io.rowcast.model.TablePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The mapping files of now. */
public record CurrentFiles(List<MappingFile> files) {

    public CurrentFiles {
        files = List.copyOf(files);
    }

    Optional<MappingFile> of(TableId table) {
        return MappingFile.of(files, table);
    }

    /** The same for the same files, whatever they are called: what the name of an owner of a lane ends with. */
    String name() {
        return "/"
                + Digest.of(files.stream()
                        .flatMap(file -> file.tables().stream().map(table -> text(file, table)))
                        .sorted()
                        .collect(Collectors.joining("\n")));
    }

    private static String text(MappingFile file, TablePattern table) {
        return table + " " + file.text(TableId.parse("any.table"));
    }

    /**
     * The mappings that are not those of now, by table.
     *
     * @param written what is written down, by name
     */
    Map<TableId, List<Written>> others(Map<String, String> written) {
        Map<TableId, List<Written>> others = new TreeMap<>();
        new TreeMap<>(written).forEach((name, value) -> {
            TableId table = Written.table(name);
            if (of(table).filter(file -> Written.name(file, table).equals(name)).isEmpty()) {
                others.computeIfAbsent(table, any -> new ArrayList<>()).add(Written.parse(name, value));
            }
        });
        return others;
    }
}
