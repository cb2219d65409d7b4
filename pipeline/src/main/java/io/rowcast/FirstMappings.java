package io.rowcast;

import io.rowcast.author.Drafts;
import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MappingText;
import io.rowcast.config.Problem;
import io.rowcast.config.Settings;
import io.rowcast.model.TableOutline;
import io.rowcast.model.TablePattern;
import io.rowcast.reader.catalog.MySqlCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What {@code rowcast init} does. */
final class FirstMappings {
    private static final String EDITOR_SCHEMA = "mapping.schema.json";

    private FirstMappings() {}

    static List<Path> write(Settings settings, List<String> tables, Path folder, boolean force) {
        List<MappingText> drafts = Drafts.of(outlines(settings, patterns(tables)));
        if (!force) {
            refuse(drafts.stream()
                    .map(draft -> folder.resolve(draft.file()))
                    .filter(Files::exists)
                    .map(file -> new Problem(file.toString(), "", "is there already; expected none, or --force"))
                    .toList());
        }
        List<Path> written = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            for (MappingText draft : drafts) {
                written.add(Files.writeString(folder.resolve(draft.file()), draft.text()));
            }
            written.addAll(editorSchema(folder.resolve(EDITOR_SCHEMA)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return written;
    }

    private static List<TablePattern> patterns(List<String> tables) {
        List<TablePattern> patterns = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (String table : tables) {
            try {
                patterns.add(new TablePattern(table));
            } catch (IllegalArgumentException e) {
                problems.add(new Problem("init", "--tables", String.valueOf(e.getMessage())));
            }
        }
        refuse(problems);
        return patterns;
    }

    private static List<TableOutline> outlines(Settings settings, List<TablePattern> patterns) {
        try (MySqlCatalog catalog = new MySqlCatalog(settings.mysql())) {
            List<TableOutline> outlines = catalog.outlines(patterns);
            if (outlines.isEmpty()) {
                refuse(List.of(new Problem(
                        "init",
                        "--tables",
                        "found no table that matches " + patterns + "; expected tables the user may read")));
            }
            return outlines;
        }
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
    }

    /** For editors: the first line of each draft names it. */
    private static List<Path> editorSchema(Path file) throws IOException {
        if (Files.exists(file)) {
            return List.of();
        }
        try (InputStream schema =
                Objects.requireNonNull(FirstMappings.class.getResourceAsStream("/" + EDITOR_SCHEMA))) {
            Files.copy(schema, file);
        }
        return List.of(file);
    }
}
