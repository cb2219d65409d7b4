package io.rowcast;

import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.MappingCompiler;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.writer.MappingSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The mapping files, as the writer needs them. */
final class FileMappings implements MappingSource {
    private final List<MappingFile> files;

    FileMappings(List<MappingFile> files) {
        this.files = files;
    }

    @Override
    public Set<TableId> awaited() {
        return files.stream().map(MappingFile::table).collect(Collectors.toSet());
    }

    @Override
    public boolean wants(TableId table) {
        return awaited().contains(table);
    }

    @Override
    public List<Mapping> all(Map<TableId, TableSchema> schemas) {
        return MappingCompiler.compile(files, schemas);
    }

    @Override
    public Mapping one(TableSchema schema) {
        List<MappingFile> file = files.stream()
                .filter(each -> each.table().equals(schema.table()))
                .toList();
        return MappingCompiler.compile(file, Map.of(schema.table(), schema)).get(0);
    }
}
