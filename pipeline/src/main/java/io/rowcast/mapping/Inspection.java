package io.rowcast.mapping;

import io.rowcast.model.Form;
import io.rowcast.model.Verb;
import java.util.List;

/**
 * How what an output wrote is looked at in Redis, and what can be told from it.
 *
 * @param output as a person would name it
 * @param space the keys that it owns
 * @param names the fields of a {@link Form#FIELDS}, or capacity and error rate of an {@link Form#ITEM}
 * @param seconds how long a key lives at most after it was written, so that a place may lack what it had; 0 when keys stay
 * @param until whether rows say when their keys end
 * @param lossy whether a place may lack what it had for another reason
 * @param shared whether other outputs write the same keys
 * @param keeps whether what deleted rows wrote stays
 * @param tombstones whether a marker that ends by itself may stand in place of a row that is gone
 * @param counts what it adds to what is there
 */
public record Inspection(
        String output,
        Form form,
        KeySpace space,
        Verb.KeyType type,
        List<String> names,
        long seconds,
        boolean until,
        boolean lossy,
        boolean shared,
        boolean keeps,
        boolean tombstones,
        Counts counts) {

    /** What an output adds up; to a value of another kind it cannot be added. */
    public enum Counts {
        /** The output is no counter. */
        NOTHING,
        INTEGERS,
        DECIMALS
    }

    static Inspection of(Output output) {
        OutputHead head = output.head();
        boolean keeps = head.onDelete().keeps(true);
        Form form = output.form();
        boolean sharedSum = form.sums() && head.shared();
        boolean undecided = form.sums()
                && (keeps || head.lifetime().ends() || head.lifetime().until() != null);
        return new Inspection(
                head.toString(),
                sharedSum || undecided ? Form.TRACE : form,
                head.key().space(),
                output.keyType(),
                output.inspected(),
                head.lifetime().seconds() + head.lifetime().spread(),
                head.lifetime().until() != null,
                output.trims(),
                head.shared(),
                keeps,
                head.onDelete().leavesTombstone(),
                output.counts());
    }

    /** Whether keys end some time after they were written. */
    public boolean lives() {
        return seconds > 0;
    }

    /** Whether what no row tells of is known to be left over. */
    public boolean findsOrphans() {
        return !shared && !keeps && form != Form.TRACE && form != Form.ITEM && form != Form.NOTHING;
    }

    /** Whether rows as they are now tell what is to be found. */
    public boolean decides() {
        return form != Form.TRACE && form != Form.NOTHING;
    }

    /** Whether no more than the type of a key is looked at. */
    public boolean typeOnly() {
        return form == Form.TRACE;
    }
}
