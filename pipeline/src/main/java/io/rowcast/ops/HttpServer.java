package io.rowcast.ops;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.rowcast.config.HttpSettings;
import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves metrics, probes, the status page and the console, with a few daemon threads. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final String JSON = "application/json; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";
    /** One selector, one acceptor, and a few requests at once. */
    private static final int MAX_THREADS = 6;

    private static final int MIN_THREADS = 1;
    private static final int MAX_HEADER_BYTES = 8 << 10;
    /** A connection on which nothing happens for so long is closed. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    private static final int UNAVAILABLE = 503;
    private static final int FAILED = 500;
    private static final String INDEX = """
            Rowcast
            /              the console, in a browser
            /status        what each part is doing
            /metrics       for Prometheus
            /wait?gtid=    answers when these transactions can be read from Redis; &timeout=5s
            /health/live   200 unless a part has stopped for good
            /health/ready  200 when every part does its work
            """;

    private final Javalin javalin;
    private final Console console;

    private HttpServer(Javalin javalin, Console console) {
        this.javalin = javalin;
        this.console = console;
    }

    /**
     * Listens.
     *
     * @param visibility where this process can tell
     * @param desk where this process writes to Redis
     * @throws InvalidConfigException when the address is in use or not of this machine
     */
    public static HttpServer start(
            HttpSettings settings,
            String pipeline,
            PrometheusMeterRegistry meters,
            List<Component> components,
            Optional<Visibility> visibility,
            Optional<Desk> desk) {
        Probes probes = new Probes(pipeline, components);
        HealthMetrics.register(meters, components);
        Console console = new Console(settings, probes, components, desk);
        Javalin javalin = Javalin.create(config -> {
            quiet(config);
            listen(config, settings);
            config.routes.before(new Guard(settings)::check);
            routes(config, probes, meters);
            config.routes.get("/wait", new WaitPage(visibility)::answer);
            console.routes(config);
        });
        try {
            javalin.start();
        } catch (JavalinBindException e) {
            console.close();
            throw notFree(settings, e);
        }
        console.begin();
        HttpServer server = new HttpServer(javalin, console);
        LOG.info("listening on http://{}:{}", settings.bind(), server.port());
        return server;
    }

    /** The real port, also when any free one was asked for. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        console.close();
        javalin.stop();
    }

    private static void quiet(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
    }

    private static void listen(JavalinConfig config, HttpSettings settings) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("http");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        config.jetty.threadPool = threads;
        config.jetty.addConnector((server, http) -> connector(server, http, settings));
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, HttpSettings settings) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(settings.bind());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE.toMillis());
        return connector;
    }

    private static void routes(JavalinConfig config, Probes probes, PrometheusMeterRegistry meters) {
        config.routes.get("/", HttpServer::index);
        config.routes.get("/metrics", page -> page.contentType(PROMETHEUS).result(meters.scrape(PROMETHEUS)));
        config.routes.get("/health/live", page -> answer(page, probes.live()));
        config.routes.get("/health/ready", page -> answer(page, probes.ready()));
        config.routes.get("/status", page -> page.contentType(JSON).result(probes.status()));
        config.routes.exception(RuntimeException.class, HttpServer::failed);
    }

    /** The console for a browser, the names of the pages for others. */
    private static void index(Context page) {
        page.header("Vary", "Accept");
        String accepted = page.header("Accept");
        if (accepted != null && accepted.contains("text/html")) {
            ConsoleFiles.index(page);
        } else {
            page.contentType(TEXT).result(INDEX);
        }
    }

    private static void failed(RuntimeException failure, Context page) {
        LOG.error("page {} failed", page.path(), failure);
        page.status(FAILED).contentType(TEXT).result("this page failed; the log says why\n");
    }

    private static void answer(Context page, Probes.Answer answer) {
        page.status(answer.good() ? 200 : UNAVAILABLE).contentType(JSON).result(answer.json());
    }

    private static InvalidConfigException notFree(HttpSettings settings, JavalinBindException cause) {
        String message = "cannot listen on %s:%d (%s); free it, or choose another http.bind or http.port"
                .formatted(settings.bind(), settings.port(), reason(cause));
        return new InvalidConfigException(List.of(new Problem("settings", "http", message)));
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
