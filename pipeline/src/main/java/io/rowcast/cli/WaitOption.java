package io.rowcast.cli;

import picocli.CommandLine.Option;

/** How long a command waits for the writers. */
final class WaitOption {
    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "for the answer of the writers (default: ${DEFAULT-VALUE})")
    int seconds = 60;
}
