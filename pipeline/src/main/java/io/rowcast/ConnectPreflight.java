package io.rowcast;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.Problem;
import io.rowcast.config.Settings;
import io.rowcast.config.SourceSettings;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.MappingCompiler;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.ColumnDefinition;
import io.rowcast.model.TableId;
import io.rowcast.model.TablePattern;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.catalog.MySqlCatalog;
import io.rowcast.topic.ConnectModes;
import io.rowcast.topic.ConnectSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is asked of MySQL before the writer takes up topics that Kafka Connect fills: they tell too little themselves. */
final class ConnectPreflight {
    private final Settings settings;
    private final List<MappingFile> files;
    private final List<Problem> problems = new ArrayList<>();

    ConnectPreflight(Settings settings, List<MappingFile> files) {
        this.settings = settings;
        this.files = files;
    }

    /**
     * The tables as they are now.
     *
     * @throws InvalidConfigException when MySQL, or the way the connector writes, does not go with the mappings
     */
    ConnectSource source() {
        Map<TableId, TableSchema> schemas;
        Map<TableId, Map<String, ColumnDefinition>> definitions = new TreeMap<>();
        try (MySqlCatalog catalog = new MySqlCatalog(settings.mysql())) {
            schemas = catalog.schemas(tables());
            schemas.keySet().forEach(table -> definitions.put(table, catalog.definitions(table)));
        }
        for (Mapping mapping : MappingCompiler.compile(files, schemas)) {
            requireNulls(mapping, definitions.getOrDefault(mapping.table(), Map.of()));
            requireRowsAlone(mapping);
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        SourceSettings source = settings.source();
        return new ConnectSource(source.prefix(), isFlat(), modes(source), schemas, definitions);
    }

    private List<TableId> tables() {
        List<TableId> tables = new ArrayList<>();
        for (MappingFile file : files) {
            for (TablePattern pattern : file.tables()) {
                if (pattern.isGlob()) {
                    problems.add(new Problem(
                            file.file(),
                            "table",
                            "found " + pattern + "; expected the tables by name, as source.format is not rowcast"));
                } else {
                    tables.add(pattern.table());
                }
            }
        }
        return tables;
    }

    private boolean isFlat() {
        return settings.source().format() == SourceSettings.Format.DEBEZIUM_FLAT;
    }

    private void requireNulls(Mapping mapping, Map<String, ColumnDefinition> definitions) {
        definitions.forEach((column, definition) -> {
            if (settings.source().nullsReplaced()
                    && definition.nullable()
                    && definition.defaulted()
                    && mapping.columns().contains(column)) {
                problems.add(new Problem(
                        "settings",
                        "source.nulls",
                        "found replaced, and column " + column + " of " + mapping.table()
                                + " that can be NULL and has a default: Kafka Connect writes the default where the row has"
                                + " NULL; expected kept. Set value.converter.replace.null.with.default=false (and"
                                + " replace.null.with.default=false of the transforms), then source.nulls: kept"));
            }
        });
    }

    private void requireRowsAlone(Mapping mapping) {
        if (isFlat()) {
            mapping.needsBefore()
                    .ifPresent(reason -> problems.add(new Problem(
                            "settings",
                            "source.format",
                            "found debezium-flat, and " + reason
                                    + ". Or leave ExtractNewRecordState out of the connector, and declare debezium")));
        }
    }

    private static ConnectModes modes(SourceSettings source) {
        return new ConnectModes(
                mode(ConnectModes.Times.class, source.times()),
                mode(ConnectModes.Decimals.class, source.decimals()),
                mode(ConnectModes.Binaries.class, source.binaries()));
    }

    private static <T extends Enum<T>> @Nullable T mode(Class<T> modes, String word) {
        return word.equals(SourceSettings.NONE)
                ? null
                : Enum.valueOf(modes, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
