package io.rowcast;

import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.MappingCompiler;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.TableId;
import io.rowcast.model.TablePattern;
import io.rowcast.model.TableSchema;
import io.rowcast.writer.MappingLog;
import io.rowcast.writer.MappingSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The mapping files, as the writer needs them. */
final class FileMappings implements MappingSource {
    private final List<MappingFile> files;
    private final MappingLog log;

    FileMappings(List<MappingFile> files) {
        this(files, MappingLog.NONE);
    }

    FileMappings(List<MappingFile> files, MappingLog log) {
        this.files = files;
        this.log = log;
    }

    @Override
    public MappingLog log() {
        return log;
    }

    @Override
    public Set<TableId> awaited() {
        return files.stream()
                .flatMap(file -> file.tables().stream())
                .filter(pattern -> !pattern.isGlob())
                .map(TablePattern::table)
                .collect(Collectors.toSet());
    }

    @Override
    public boolean wants(TableId table) {
        return MappingFile.of(files, table).isPresent();
    }

    @Override
    public List<Mapping> all(Map<TableId, TableSchema> schemas) {
        return MappingCompiler.compile(files, schemas);
    }

    @Override
    public Mapping one(TableSchema schema) {
        return MappingCompiler.compileOne(files, schema);
    }
}
