package io.rowcast.mapping;

import io.rowcast.model.TableId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which output owns which keys: no two own the same, unless both say that they share them. */
final class KeyOwners {
    /** The keys the pipeline keeps its own records under. */
    private static final KeySpace OWN = new KeySpace(List.of(Shape.literal("rowcast:"), Shape.TEXT));

    /** An output, its table and the file it is from. */
    private record Owner(Output output, TableId table, Problems file) {

        KeySpace space() {
            return output.head().key().space();
        }

        boolean sameFile(Owner other) {
            return file.file().equals(other.file.file());
        }
    }

    private final List<Owner> owners = new ArrayList<>();

    /** Notes a problem for each earlier output that can write the same key. */
    void claim(Output output, TableId table, Problems problems) {
        if (!output.ownsKeys()) {
            return;
        }
        Owner owner = new Owner(output, table, problems);
        OutputHead head = output.head();
        owner.space()
                .shared(OWN)
                .ifPresent(
                        key -> problems.add(
                                path(head),
                                head + " can write " + key
                                        + "; expected keys that cannot begin with rowcast:, where the pipeline keeps its own records"));
        for (Owner other : owners) {
            owner.space().shared(other.space()).ifPresent(key -> meet(owner, other, key));
        }
        owners.add(owner);
    }

    private static void meet(Owner owner, Owner other, String key) {
        OutputHead head = owner.output().head();
        String both = head + " can write the key '" + key + "', which "
                + other.output().head() + " of "
                + (owner.sameFile(other) && !owner.table().equals(other.table())
                        ? other.table()
                        : other.file().file())
                + " can write too; expected ";
        if (!head.shared() || !other.output().head().shared()) {
            owner.file().add(path(head), both + "keys of its own for each output" + advice(owner, other));
        } else if (owner.output().keyType() != other.output().keyType()) {
            owner.file().add(path(head), both + "outputs of one Redis type to share a key");
        } else if (!owner.sameFile(other)
                && !Collections.disjoint(owner.output().fields(), other.output().fields())) {
            owner.file().add(path(head), both + "fields of its own for each output that shares a key");
        }
    }

    /** Tables of one rule meet where the key does not tell them apart. */
    private static String advice(Owner owner, Owner other) {
        return owner.sameFile(other) && !owner.table().equals(other.table())
                ? ", with {_table} in the key, or shared: true when a row of one never has the key of another's"
                : "";
    }

    private static String path(OutputHead head) {
        return head.path() + "." + head.kind();
    }
}
