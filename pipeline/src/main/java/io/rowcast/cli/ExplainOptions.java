package io.rowcast.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code explain}: which table, and which change of a row. */
final class ExplainOptions {
    @Option(
            names = {"-t", "--table"},
            required = true,
            paramLabel = "TABLE",
            description = "database.table")
    String table = "";

    @Option(names = "--where", paramLabel = "SQL", description = "rows of MySQL for which this is true, as if inserted")
    @Nullable
    String where;

    @Option(
            names = "--limit",
            paramLabel = "ROWS",
            defaultValue = "3",
            description = "of the rows of MySQL, at most so many (default: ${DEFAULT-VALUE})")
    int limit = 3;

    @Option(
            names = {"--after", "--row"},
            paramLabel = "FILE",
            description = "the row as it is, in JSON or YAML; left out: it was deleted")
    @Nullable
    Path after;

    @Option(
            names = "--before",
            paramLabel = "FILE",
            description = "the row as it was, in JSON or YAML; left out: it was inserted")
    @Nullable
    Path before;

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "the table's columns, as in a *.test.yml: explains without MySQL and without settings")
    @Nullable
    Path schema;

    @Option(
            names = "--mappings",
            paramLabel = "FOLDER",
            defaultValue = "mappings/",
            description = "with --schema: folder of mapping files, or one file (default: ${DEFAULT-VALUE})")
    Path mappings = Path.of("mappings");

    @Option(names = "--json", description = "for machines")
    boolean json;

    ExplainRequest request() {
        return new ExplainRequest(
                table, Optional.ofNullable(where), limit, Optional.ofNullable(before), Optional.ofNullable(after));
    }
}
