package io.rowcast.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.rowcast.config.HttpSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code rowcast status}: once, with rates over a second; or until it is interrupted. */
final class StatusView {
    private static final Duration SAMPLE = Duration.ofSeconds(1);

    /** Cursor to the top, and nothing below it. */
    private static final String CLEAR = "\033[H\033[2J";

    private final StatusPages pages;
    private final StatusOptions options;
    private final PrintWriter out;

    StatusView(HttpSettings settings, StatusOptions options, PrintWriter out) {
        this.pages = new StatusPages(settings, List.of(options.urls));
        this.options = options;
        this.out = out;
    }

    /** @return the exit code: failed when a process does not answer, or has a part that does not do its work */
    int show() throws InterruptedException {
        if (options.json) {
            return json();
        }
        List<JsonNode> before = pages.read();
        long beforeNanos = System.nanoTime();
        while (true) {
            TimeUnit.NANOSECONDS.sleep((options.watch > 0 ? Duration.ofSeconds(options.watch) : SAMPLE).toNanos());
            List<JsonNode> now = pages.read();
            long nanos = System.nanoTime();
            StatusReport report = new StatusReport(before, now, (nanos - beforeNanos) / 1e9);
            if (options.watch > 0 && System.console() != null) {
                out.print(CLEAR);
            }
            out.println(report.text());
            out.flush();
            if (options.watch <= 0) {
                return report.good() ? 0 : ExitCodes.FAILED;
            }
            before = now;
            beforeNanos = nanos;
        }
    }

    private int json() throws InterruptedException {
        while (true) {
            List<JsonNode> now = pages.read();
            now.forEach(out::println);
            out.flush();
            if (options.watch <= 0) {
                return new StatusReport(now, now, 1).good() ? 0 : ExitCodes.FAILED;
            }
            TimeUnit.SECONDS.sleep(options.watch);
        }
    }
}
