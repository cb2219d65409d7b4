package io.rowcast.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;

/**
 * How a table was brought to what MySQL says.
 *
 * @param places of Redis in which rows stand
 * @param written those of them that had lacked, or held something else
 * @param removed what no row stood for, or was of another type
 * @param left places that still differ
 * @param outputs those of which rows do not tell what they are to hold
 * @param failure why it is not done; empty when it is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Resynced(
        String table,
        long rows,
        long places,
        long written,
        long removed,
        long left,
        List<String> outputs,
        String failure) {
    public boolean done() {
        return failure.isEmpty() && left == 0;
    }

    public String json() {
        return PrettyJson.of(this);
    }

    public String report() {
        if (!failure.isEmpty()) {
            return table + ": not done: " + failure + ". What was put right stays so; start it again to go on";
        }
        return String.format(
                Locale.ROOT,
                "%s: %,d rows, %,d places; %,d written, %,d removed; %s%s",
                table,
                rows,
                places,
                written,
                removed,
                left == 0 ? "all as MySQL says" : String.format(Locale.ROOT, "%,d still differ: start it again", left),
                outputs.isEmpty() ? "" : "; not " + String.join(", ", outputs) + ", which rows do not tell of");
    }
}
