package io.rowcast.mapping;

import io.rowcast.model.TableId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Which output owns which keys: no two own the same, unless both say that they share them. */
final class KeyOwners {
    /** The keys the pipeline keeps its own records under. */
    private static final KeySpace OWN = new KeySpace(List.of(Shape.literal("rowcast:"), Shape.TEXT));

    /** An output, its table and the file it is from. */
    private record Owner(int number, Output output, TableId table, Problems file) {

        KeySpace space() {
            return output.head().key().space();
        }

        boolean sameFile(Owner other) {
            return file.file().equals(other.file.file());
        }

        /** Whether they are of two tables of one rule. */
        boolean shardOf(Owner other) {
            return sameFile(other) && !table.equals(other.table);
        }
    }

    /** By the text that the keys begin with: only those can meet of which one begins with the other. */
    private final NavigableMap<String, List<Owner>> owners = new TreeMap<>();

    private int count;

    /** Notes a problem for each earlier output that can write the same key. */
    void claim(Output output, TableId table, Problems problems) {
        if (!output.ownsKeys()) {
            return;
        }
        Owner owner = new Owner(count++, output, table, problems);
        OutputHead head = output.head();
        owner.space()
                .shared(OWN)
                .ifPresent(
                        key -> problems.add(
                                path(head),
                                head + " can write " + key
                                        + "; expected keys that cannot begin with rowcast:, where the pipeline keeps its own records"));
        String prefix = owner.space().prefix();
        for (Owner other : near(prefix)) {
            owner.space().shared(other.space()).ifPresent(key -> meet(owner, other, key));
        }
        owners.computeIfAbsent(prefix, text -> new ArrayList<>()).add(owner);
    }

    private List<Owner> near(String prefix) {
        List<Owner> near = new ArrayList<>();
        for (int length = 0; length < prefix.length(); length++) {
            near.addAll(owners.getOrDefault(prefix.substring(0, length), List.of()));
        }
        owners.tailMap(prefix, true).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .forEach(entry -> near.addAll(entry.getValue()));
        near.sort(Comparator.comparing(Owner::number));
        return near;
    }

    private static void meet(Owner owner, Owner other, String key) {
        OutputHead head = owner.output().head();
        String both = head + " can write the key '" + key + "', which "
                + other.output().head() + " of "
                + (owner.shardOf(other) ? other.table() : other.file().file())
                + " can write too; expected ";
        if (!head.shared() || !other.output().head().shared()) {
            owner.file().add(path(head), both + "keys of its own for each output" + advice(owner, other));
        } else if (owner.output().keyType() != other.output().keyType()) {
            owner.file().add(path(head), both + "outputs of one Redis type to share a key");
        } else if (!owner.sameFile(other)
                && !Collections.disjoint(
                        owner.output().fieldNames(), other.output().fieldNames())) {
            owner.file().add(path(head), both + "fields of its own for each output that shares a key");
        } else if (!owner.shardOf(other)
                && meet(owner.output().parts(), other.output().parts())) {
            owner.file().add(path(head), both + "a part of the document of its own for each, by path and fields");
        }
    }

    /** Whether one of the parts can be another one or lie within it. */
    private static boolean meet(List<List<KeySpace>> mine, List<List<KeySpace>> theirs) {
        return mine.stream().anyMatch(part -> theirs.stream().anyMatch(other -> meets(part, other)));
    }

    private static boolean meets(List<KeySpace> part, List<KeySpace> other) {
        int common = Math.min(part.size(), other.size());
        return IntStream.range(0, common).allMatch(i -> part.get(i).overlaps(other.get(i)));
    }

    /** Tables of one rule meet where the key does not tell them apart. */
    private static String advice(Owner owner, Owner other) {
        return owner.shardOf(other)
                ? ", with {_table} in the key, or shared: true when a row of one never has the key of another's"
                : "";
    }

    private static String path(OutputHead head) {
        return head.path() + "." + head.kind();
    }
}
