package io.rowcast.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the settings file; the same for every command. */
final class ConfigOption {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "rowcast.yml",
            description = "settings file (default: ${DEFAULT-VALUE})")
    Path file = Path.of("rowcast.yml");
}
