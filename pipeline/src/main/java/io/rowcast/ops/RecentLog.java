package io.rowcast.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/**
 * The last warnings and errors of this process, beside the log that they go to as well. Only what our own classes say: they report what
 * libraries warn of, when it matters.
 */
final class RecentLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final int KEPT = 50;

    private final Deque<Entry> entries = new ArrayDeque<>();

    /** @param level WARN or ERROR */
    record Entry(Instant time, String level, String text) {}

    /** Listens from now on. */
    static RecentLog begin() {
        RecentLog log = new RecentLog();
        log.start();
        ours().addAppender(log);
        return log;
    }

    private static Logger ours() {
        return (Logger) LoggerFactory.getLogger("io.rowcast");
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            add(new Entry(event.getInstant(), event.getLevel().toString(), text(event)));
        }
    }

    private static String text(ILoggingEvent event) {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        String more = pairs == null
                ? ""
                : pairs.stream().map(pair -> pair.key + "=" + pair.value).collect(Collectors.joining(" ", " (", ")"));
        String cause = event.getThrowableProxy() == null
                ? ""
                : ": " + event.getThrowableProxy().getMessage();
        return event.getFormattedMessage() + more + cause;
    }

    private synchronized void add(Entry entry) {
        entries.addFirst(entry);
        if (entries.size() > KEPT) {
            entries.removeLast();
        }
    }

    /** The newest first. */
    synchronized List<Entry> entries() {
        return new ArrayList<>(entries);
    }

    @Override
    public void close() {
        ours().detachAppender(this);
        stop();
    }
}
