package io.rowcast.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How what a file says of a table differs from what earlier files said of it. Outputs are told apart by their kind and key:
 * the order of a file, its comments and its name make no difference.
 *
 * @param outputs what has become of outputs, by their number in the file of now; those that are as they were are not in it
 * @param removed the outputs that are no more, as a person would name them
 */
public record MappingChange(Map<Integer, Kind> outputs, List<String> removed) {

    /** What has become of an output that is there now. */
    public enum Kind {
        /** Nothing had this kind and key. */
        ADDED,
        /** Something else is written there, or for other rows. */
        CHANGED
    }

    public MappingChange {
        outputs = Map.copyOf(outputs);
        removed = List.copyOf(removed);
    }

    /** @param before all that Redis may hold the work of, in any order; none when it holds nothing of the table */
    public static MappingChange of(List<MappingFile> before, MappingFile now) {
        Map<Integer, Kind> outputs = new TreeMap<>();
        for (int i = 0; i < now.outputs().size(); i++) {
            int number = i;
            kind(before, now, now.outputs().get(i)).ifPresent(kind -> outputs.put(number, kind));
        }
        Set<String> places = new HashSet<>();
        now.outputs().forEach(output -> places.add(place(output)));
        List<String> removed = new ArrayList<>();
        for (MappingFile file : before) {
            for (WrittenOutput output : file.outputs()) {
                if (places.add(place(output))) {
                    removed.add(place(output));
                }
            }
        }
        return new MappingChange(outputs, removed);
    }

    /** What the table wrote, when no file maps it any more. */
    public static List<String> ofRemoved(List<MappingFile> before) {
        return before.stream()
                .flatMap(file -> file.outputs().stream())
                .map(MappingChange::place)
                .distinct()
                .toList();
    }

    public boolean isEmpty() {
        return outputs.isEmpty() && removed.isEmpty();
    }

    private static Optional<Kind> kind(List<MappingFile> before, MappingFile now, WrittenOutput output) {
        if (!before.isEmpty() && before.stream().allMatch(file -> holds(file, now, output))) {
            return Optional.empty();
        }
        boolean known = before.stream()
                .flatMap(file -> file.outputs().stream())
                .anyMatch(earlier -> place(earlier).equals(place(output)));
        return Optional.of(known ? Kind.CHANGED : Kind.ADDED);
    }

    private static boolean holds(MappingFile file, MappingFile now, WrittenOutput output) {
        return file.when().equals(now.when())
                && file.keyColumns().equals(now.keyColumns())
                && file.outputs().stream()
                        .anyMatch(earlier -> earlier.kind() == output.kind()
                                && earlier.properties().equals(output.properties()))
                && lets(file, output).equals(lets(now, output));
    }

    /** The lets that an output may use: those whose names are words of its text, and those that are words of theirs. */
    private static Map<String, String> lets(MappingFile file, WrittenOutput output) {
        Map<String, String> used = new HashMap<>();
        StringBuilder text = new StringBuilder(WrittenText.of(output));
        boolean more = true;
        while (more) {
            more = false;
            for (Map.Entry<String, String> let : file.lets().entrySet()) {
                if (!used.containsKey(let.getKey()) && isWord(let.getKey(), text)) {
                    used.put(let.getKey(), let.getValue());
                    text.append(' ').append(let.getValue());
                    more = true;
                }
            }
        }
        return used;
    }

    private static boolean isWord(String name, CharSequence text) {
        return Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])")
                .matcher(text)
                .find();
    }

    /** {@code set customers:in:{city}}. */
    private static String place(WrittenOutput output) {
        String kind = output.kind().toString();
        String place = kind + " " + output.text(kind).orElse("");
        return output.text("path").map(path -> place + " " + path).orElse(place);
    }
}
