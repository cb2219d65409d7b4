package io.rowcast.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
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

    @Mixin
    PaceOptions pace = new PaceOptions();

    @Option(names = "--json", description = "for machines")
    boolean json;

    ResyncRequest request() {
        return new ResyncRequest(
                table,
                Optional.ofNullable(rows).map(each -> each.where),
                Optional.ofNullable(rows).map(each -> each.key),
                pace.rate,
                pace.patience());
    }
}
