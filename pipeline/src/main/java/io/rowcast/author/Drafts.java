package io.rowcast.author;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MappingText;
import io.rowcast.mapping.MappingCompiler;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.TableId;
import io.rowcast.model.TableOutline;
import io.rowcast.model.TableSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** First mapping files for tables, all together: what they say compiles, and no two write the same keys. */
public final class Drafts {
    private final List<TableOutline> tables;

    private Drafts(List<TableOutline> tables) {
        this.tables = tables;
    }

    /** One for each table, named after it. */
    public static List<MappingText> of(List<TableOutline> tables) {
        Drafts drafts = new Drafts(tables);
        if (drafts.databases() == 1) {
            List<MappingText> brief = drafts.texts(KeyNames::brief);
            if (drafts.compile(brief)) {
                return brief;
            }
        }
        return drafts.texts(KeyNames::full);
    }

    private List<MappingText> texts(Function<TableId, KeyNames> names) {
        References references = new References(tables);
        return tables.stream()
                .map(table -> new MappingText(
                        file(table.table()), Draft.of(table, names.apply(table.table()), references.of(table))))
                .toList();
    }

    private String file(TableId table) {
        String name = databases() == 1 ? table.table() : table.toString();
        return name.replaceAll("[^\\p{L}\\p{N}_.-]", "_") + ".yml";
    }

    private long databases() {
        return tables.stream().map(table -> table.table().database()).distinct().count();
    }

    private boolean compile(List<MappingText> texts) {
        Map<TableId, TableSchema> schemas = new HashMap<>();
        tables.forEach(table -> schemas.put(table.table(), table.schema()));
        try {
            MappingCompiler.compile(MappingFile.parse(texts), schemas);
            return true;
        } catch (InvalidConfigException e) {
            return false; // two of the brief keys are the same
        }
    }
}
