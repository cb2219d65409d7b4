package io.rowcast.author;

import io.rowcast.model.TableId;
import io.rowcast.model.TableOutline;
import io.rowcast.model.TableOutline.ForeignKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which columns of a table hold keys of other tables. */
final class References {

    /**
     * One of them.
     *
     * @param declared whether a foreign key says so; else a name and an index do
     */
    record Reference(ForeignKey key, boolean declared) {}

    private final List<TableOutline> tables;

    References(List<TableOutline> tables) {
        this.tables = tables;
    }

    List<Reference> of(TableOutline table) {
        List<Reference> references = new ArrayList<>();
        table.foreignKeys().forEach(key -> references.add(new Reference(key, true)));
        if (references.isEmpty()) {
            table.types().keySet().forEach(column -> guess(table, column).ifPresent(references::add));
        }
        return references;
    }

    /** {@code customer_id} with an index, when there is a table customers whose key is an id. */
    private Optional<Reference> guess(TableOutline table, String column) {
        boolean indexed =
                table.indexes().stream().anyMatch(index -> index.get(0).equals(column));
        return indexed
                ? tables.stream()
                        .filter(parent -> !parent.table().equals(table.table())
                                && parent.schema().primaryKey().size() == 1)
                        .filter(parent ->
                                column.equals(KeyNames.singular(parent.table().table()) + "_"
                                        + parent.schema().primaryKey().get(0)))
                        .findFirst()
                        .map(parent -> reference(column, parent))
                : Optional.empty();
    }

    private static Reference reference(String column, TableOutline parent) {
        TableId id = parent.table();
        return new Reference(new ForeignKey(List.of(column), id, parent.schema().primaryKey()), false);
    }
}
