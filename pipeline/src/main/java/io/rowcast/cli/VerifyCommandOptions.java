package io.rowcast.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code rowcast verify} compares, and how it is told. */
final class VerifyCommandOptions {

    @Option(
            names = {"-t", "--table"},
            paramLabel = "DATABASE.TABLE",
            description = "only this table; without it, all that are mapped")
    @Nullable
    String table;

    @Option(
            names = "--sample",
            paramLabel = "SHARE",
            defaultValue = "1",
            description = "share of the places in Redis that are compared, like 0.1 (default: ${DEFAULT-VALUE})")
    double share = 1;

    @Mixin
    PaceOptions pace = new PaceOptions();

    @Option(
            names = "--limit",
            paramLabel = "DIFFERENCES",
            defaultValue = "20",
            description = "at most so many of each table are listed (default: ${DEFAULT-VALUE})")
    int limit = 20;

    @Option(names = "--repair", description = "have the writers put right what differs, in the order of the stream")
    boolean repair;

    @Option(names = "--report", paramLabel = "FILE", description = "write the report there as JSON, after each table")
    @Nullable
    Path report;

    @Option(
            names = "--resume",
            description = "with --report: go on with the tables that a run before has not compared in that file")
    boolean resume;

    @Option(names = "--json", description = "for machines; lists all differences")
    boolean json;

    VerifyRequest request() {
        return new VerifyRequest(
                Optional.ofNullable(table),
                share,
                pace.rate,
                repair,
                Optional.ofNullable(report),
                resume,
                pace.patience());
    }
}
