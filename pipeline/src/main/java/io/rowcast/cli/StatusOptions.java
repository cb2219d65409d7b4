package io.rowcast.cli;

import java.net.URI;
import picocli.CommandLine.Option;

/** Which processes {@code status} asks, and how it shows what they say. */
final class StatusOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "a process, as http://host:port; may be given again (default: http.port of the settings, on this"
                            + " machine)")
    URI[] urls = {};

    @Option(
            names = "--watch",
            paramLabel = "SECONDS",
            arity = "0..1",
            fallbackValue = "2",
            defaultValue = "0",
            description = "again and again, every 2 seconds unless told otherwise")
    int watch;

    @Option(names = "--json", description = "for machines: what the processes say, one page of JSON for each line")
    boolean json;
}
