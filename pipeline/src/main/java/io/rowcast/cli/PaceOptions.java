package io.rowcast.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How fast MySQL is compared with Redis, and how long it may wait for the pipeline. */
final class PaceOptions {

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
    private int wait = 60;

    Duration patience() {
        return Duration.ofSeconds(wait);
    }
}
