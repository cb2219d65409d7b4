package io.rowcast.cli;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What {@code rowcast resync} puts right. */
final class ResyncOptions {

    @Option(
            names = {"-t", "--table"},
            required = true,
            paramLabel = "DATABASE.TABLE",
            description = "the table")
    String table = "";

    @ArgGroup
    @Nullable
    Rows rows;

    /** Which of its rows. */
    static final class Rows {
        @Option(
                names = "--where",
                paramLabel = "SQL",
                description = "only rows for which this holds, like \"city = 'Oslo'\"")
        @Nullable
        String where;

        @Option(
                names = "--key",
                paramLabel = "COLUMN=VALUE",
                description = "only this row, like id=42 or order_id=7,line=2")
        @Nullable
        String key;
    }

    @Option(
            names = "--rate",
            paramLabel = "PLACES",
            defaultValue = "0",
            description = "places of Redis that are looked at in a second; 0 for no limit (default: ${DEFAULT-VALUE})")
    int rate;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "how long reader and writer may take to come to where MySQL was read (default: ${DEFAULT-VALUE})")
    int wait = 60;

    @Option(names = "--json", description = "for machines")
    boolean json;

    ResyncRequest request() {
        return new ResyncRequest(
                table,
                Optional.ofNullable(rows).map(each -> each.where),
                Optional.ofNullable(rows).map(each -> each.key),
                rate,
                Duration.ofSeconds(wait));
    }
}
