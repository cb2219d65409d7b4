package io.rowcast.ops;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.rowcast.config.HttpSettings;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console: its page, what it shows at a glance ({@code /api/overview}), and what a {@link Desk} does for it. */
final class Console implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    private final HttpSettings settings;
    private final Probes probes;
    private final boolean hasDesk;
    private final DeskPages desk;
    private final Timeline timeline;
    private final RecentLog log = RecentLog.begin();
    private final Audience audience = new Audience();
    private final ScheduledExecutorService sampling = Executors.newSingleThreadScheduledExecutor(body -> {
        Thread thread = new Thread(body, "timeline");
        thread.setDaemon(true);
        return thread;
    });

    Console(HttpSettings settings, Probes probes, List<Component> components, Optional<Desk> desk) {
        this.settings = settings;
        this.probes = probes;
        this.hasDesk = desk.isPresent();
        this.desk = new DeskPages(settings, probes, desk);
        this.timeline = new Timeline(components, Clock.systemUTC());
    }

    void routes(JavalinConfig config) {
        ConsoleFiles.routes(config);
        config.routes.get("/api/overview", this::overview);
        desk.routes(config);
    }

    /** From now on the last minutes are kept. */
    void begin() {
        var unused = sampling.scheduleWithFixedDelay(this::sample, 0, Timeline.EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sample() {
        try {
            timeline.take();
        } catch (RuntimeException e) { // the root of this thread's work: the next sample may be taken again
            LOG.atDebug().setCause(e).log("a part did not say how it is doing");
        }
    }

    private void overview(Context page) {
        Map<String, Object> overview = new LinkedHashMap<>();
        overview.put("token", settings.guarded());
        overview.put("desk", hasDesk);
        overview.put("parts", probes.parts());
        overview.put("log", log.entries());
        overview.put("samples", timeline.after(since(page)));
        page.contentType("application/json; charset=utf-8").result(probes.json(overview));
        audience.looked();
    }

    private static long since(Context page) {
        return Optional.ofNullable(page.queryParam("since"))
                .filter(text -> text.matches("\\d{1,15}"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    /** Lets who is watching see why a halted process ends. */
    @Override
    public void close() {
        if (!sampling.isShutdown() && !probes.live().good()) {
            audience.awaitLook();
        }
        sampling.shutdownNow();
        desk.close();
        log.close();
    }
}
