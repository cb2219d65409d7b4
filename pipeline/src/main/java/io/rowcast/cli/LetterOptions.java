package io.rowcast.cli;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which dead letters are meant. */
final class LetterOptions {
    @Option(
            names = {"-t", "--table"},
            paramLabel = "TABLE",
            description = "database.table")
    @Nullable
    String table;

    @Option(
            names = {"-p", "--position"},
            paramLabel = "POSITION",
            description = "as the list shows it: topic-partition@offset; may be given several times")
    List<String> positions = List.of();

    boolean isEmpty() {
        return table == null && positions.isEmpty();
    }

    LetterBox.Choice choice() {
        return new LetterBox.Choice(Optional.ofNullable(table), positions);
    }
}
