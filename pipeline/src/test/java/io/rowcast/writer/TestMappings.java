package io.rowcast.writer;

import io.rowcast.config.MappingText;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.MappingCompiler;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.TableId;
import io.rowcast.model.TablePattern;
import io.rowcast.model.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Mapping files in memory. */
final class TestMappings implements MappingSource {
    private final List<MappingFile> files;

    private TestMappings(List<MappingFile> files) {
        this.files = files;
    }

    /** Each text is the content of the file {@code <number>.yml}. */
    static TestMappings of(String... texts) {
        List<MappingText> files = new ArrayList<>();
        for (String text : texts) {
            files.add(new MappingText(files.size() + ".yml", text));
        }
        return new TestMappings(MappingFile.parse(files));
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
