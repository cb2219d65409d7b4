package io.rowcast.verify;

import io.rowcast.model.TableId;
import java.util.List;
import java.util.Optional;

/**
 * What was found of one table.
 *
 * @param rows that were read
 * @param unmappable rows that a mapping cannot be applied to, which the dead letters tell of
 * @param places that were compared
 * @param undecided places that changed whenever they were looked at
 * @param repaired differences that were put right; not among the others any more
 * @param letters whether differences were not put right because dead letters wait
 * @param outputs that were looked at for no more than the types of their keys
 * @param failure why the table was not verified, or not as a whole
 */
public record TableReport(
        TableId table,
        long rows,
        long unmappable,
        long places,
        long undecided,
        List<Difference> differences,
        List<Difference> repaired,
        boolean letters,
        List<String> outputs,
        Optional<String> failure) {

    /** Whether all was compared that can be, and nothing differs. */
    public boolean consistent() {
        return differences.isEmpty() && failure.isEmpty();
    }

    TableReport withRepaired(List<Difference> all) {
        return new TableReport(
                table, rows, unmappable, places, undecided, differences, List.copyOf(all), letters, outputs, failure);
    }

    public static TableReport failed(TableId table, String reason) {
        return new TableReport(table, 0, 0, 0, 0, List.of(), List.of(), false, List.of(), Optional.of(reason));
    }
}
