package io.rowcast.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** One line of a terminal that says how far something is; nothing where there is no terminal. */
final class ProgressLine implements VerifyRequest.Watcher, AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final int BAR = 30;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean terminal;
    private long next = System.nanoTime();
    private boolean shown;

    ProgressLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void at(String stage, long done, long all) {
        if (!terminal || System.nanoTime() - next < 0) {
            return;
        }
        next = System.nanoTime() + BETWEEN.toNanos();
        shown = true;
        out.print(CLEAR
                + (all == 0 ? "" : bar(done, all) + " ")
                + stage
                + (done == 0 ? "" : String.format(Locale.ROOT, " %,d", done))
                + (all == 0 ? "" : String.format(Locale.ROOT, " of %,d", all)));
        out.flush();
    }

    private static String bar(long done, long all) {
        int full = (int) (BAR * Math.min(done, all) / all);
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
    }

    /** Makes room for what comes next. */
    @Override
    public void close() {
        if (shown) {
            out.print(CLEAR);
            out.flush();
            shown = false;
        }
    }
}
