package io.rowcast;

import io.rowcast.author.WrittenChange;
import io.rowcast.cli.ExplainRequest;
import io.rowcast.cli.Explained;
import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MappingText;
import io.rowcast.config.MappingTexts;
import io.rowcast.config.Problem;
import io.rowcast.config.Settings;
import io.rowcast.mapping.Explanation;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.MappingCompiler;
import io.rowcast.mapping.MappingFile;
import io.rowcast.mapping.UnmappableRowException;
import io.rowcast.model.Row;
import io.rowcast.model.RowChange;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.reader.catalog.MySqlCatalog;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code rowcast explain} does. */
final class Explaining {
    private final Mapping mapping;

    private Explaining(Mapping mapping) {
        this.mapping = mapping;
    }

    /** For the columns, and unless files tell of a change the rows, that MySQL has now. */
    static Explained of(Settings settings, List<MappingFile> files, ExplainRequest request) {
        TableId table = table(request);
        try (MySqlCatalog catalog = new MySqlCatalog(settings.mysql())) {
            TableSchema schema =
                    catalog.schemas(List.of(table)).values().iterator().next();
            Explaining explaining = new Explaining(MappingCompiler.compileOne(files, schema));
            return explaining.explained(
                    request.hasFiles()
                            ? explaining.changes(request)
                            : catalog.rows(schema, request.where().orElse(null), request.limit()).stream()
                                    .map(row -> change(table, row))
                                    .toList());
        }
    }

    /** Without a server. */
    static Explained of(MappingText schema, List<MappingFile> files, ExplainRequest request) {
        if (!request.hasFiles()) {
            throw problem("--schema", "found no row; expected files: --row, or --before and --after");
        }
        TableSchema written = WrittenChange.of(schema, table(request)).schema();
        Mapping mapping = MappingCompiler.compileOne(files, written);
        WrittenChange change = WrittenChange.of(schema, mapping.table());
        return new Explaining(mapping).explained(read(change, request));
    }

    private static TableId table(ExplainRequest request) {
        try {
            return TableId.parse(request.table());
        } catch (IllegalArgumentException e) {
            throw problem("--table", String.valueOf(e.getMessage()));
        }
    }

    private static InvalidConfigException problem(String option, String message) {
        return new InvalidConfigException(List.of(new Problem("explain", option, message)));
    }

    private List<RowChange> changes(ExplainRequest request) {
        return read(WrittenChange.of(mapping.schema()), request);
    }

    private static List<RowChange> read(WrittenChange change, ExplainRequest request) {
        return change.changes(
                request.before().map(MappingTexts::file), request.after().map(MappingTexts::file));
    }

    private static RowChange change(TableId table, Row row) {
        return new RowChange(table, null, row, Instant.EPOCH, false);
    }

    private Explained explained(List<RowChange> changes) {
        return new Explained(
                mapping.table().toString(),
                Preflight.partitionRule(mapping),
                changes.stream().map(this::explained).toList());
    }

    private Explained.Change explained(RowChange change) {
        try {
            return new Explained.Change(
                    title(change),
                    "",
                    mapping.explain(change).stream().map(Explaining::output).toList());
        } catch (UnmappableRowException e) {
            return new Explained.Change(title(change), String.valueOf(e.getMessage()), List.of());
        }
    }

    private String title(RowChange change) {
        Row before = change.before();
        Row after = change.after();
        return (before == null ? "insert" : after == null ? "delete" : "update") + key(after == null ? before : after);
    }

    private String key(@Nullable Row row) {
        return mapping.schema().primaryKey().stream()
                .map(column -> column + " " + (row == null ? null : row.get(column)))
                .collect(Collectors.joining(", ", " of ", ""));
    }

    private static Explained.Output output(Explanation explanation) {
        return new Explained.Output(
                explanation.output(),
                explanation.effect().name().toLowerCase(Locale.ROOT),
                explanation.reason(),
                explanation.steps().stream()
                        .map(step ->
                                new Explained.Step(step.number(), step.command().toString()))
                        .toList());
    }
}
