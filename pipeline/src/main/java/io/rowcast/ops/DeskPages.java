package io.rowcast.ops;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.rowcast.config.HttpSettings;
import io.rowcast.config.InvalidConfigException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a {@link Desk} does, over HTTP. What shows rows or changes something is refused unless the settings have a token. Questions wait
 * on threads of their own, so that probes are answered meanwhile.
 */
final class DeskPages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeskPages.class);
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int LETTERS = 100;
    private static final int THREADS = 2;
    private static final int WAITING = 8;

    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int FAILED = 500;
    private static final int AWAY = 502;
    private static final int BUSY = 503;

    private final HttpSettings settings;
    private final Probes probes;
    private final Optional<Desk> desk;
    private final ThreadPoolExecutor asking;

    DeskPages(HttpSettings settings, Probes probes, Optional<Desk> desk) {
        this.settings = settings;
        this.probes = probes;
        this.desk = desk;
        this.asking = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), body -> {
                    Thread thread = new Thread(body, "console");
                    thread.setDaemon(true);
                    return thread;
                });
        asking.allowCoreThreadTimeOut(true);
    }

    void routes(JavalinConfig config) {
        config.routes.get("/api/mappings", page -> ask(page, Desk::mappings));
        config.routes.get("/api/letters", page -> ask(page, at -> at.letters(LETTERS)));
        config.routes.get("/api/letter", guarded(page -> {
            String position = parameter(page, "position");
            ask(page, at -> found(at.letter(position), "no letter of that position waits"));
        }));
        config.routes.get("/api/explain", guarded(page -> {
            String table = parameter(page, "table");
            List<String> key = page.queryParams("key");
            ask(page, at -> found(at.explain(table, key), "MySQL has no row with that key"));
        }));
        config.routes.post("/api/letters/replay", guarded(page -> {
            List<String> positions = page.queryParams("position");
            ask(page, at -> at.ask(Desk.LetterRequest.REPLAY, positions));
        }));
        config.routes.post("/api/letters/discard", guarded(page -> {
            List<String> positions = page.queryParams("position");
            if (positions.isEmpty()) {
                refuse(page, BAD_REQUEST, "found no position; expected those of the letters to discard");
            } else {
                ask(page, at -> at.ask(Desk.LetterRequest.DISCARD, positions));
            }
        }));
        config.routes.post("/api/verify", guarded(page -> tell(page, Desk::verify)));
        config.routes.post("/api/resync", guarded(page -> {
            String table = parameter(page, "table");
            tell(page, at -> at.resync(table));
        }));
        config.routes.post("/api/resync/cancel", guarded(page -> tell(page, Desk::cancelResync)));
    }

    /** The token itself was looked at before; here it counts that there is one. */
    private Handler guarded(Handler handler) {
        return page -> {
            if (settings.guarded()) {
                handler.handle(page);
            } else {
                refuse(
                        page,
                        FORBIDDEN,
                        "found no http.token in the settings; expected one: this shows rows, or changes them");
            }
        };
    }

    private static String parameter(Context page, String name) {
        return Optional.ofNullable(page.queryParam(name)).orElse("");
    }

    private static <T> T found(Optional<T> answer, String otherwise) {
        return answer.orElseThrow(() -> new NotFoundException(otherwise));
    }

    /** A question to which there is no answer. */
    private static final class NotFoundException extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotFoundException(String message) {
            super(message);
        }
    }

    /** What goes on when the answer is there. */
    private void tell(Context page, Consumer<Desk> request) {
        ask(page, at -> {
            request.accept(at);
            return "begun";
        });
    }

    private void ask(Context page, Function<Desk, Object> question) {
        if (desk.isEmpty()) {
            refuse(page, NOT_FOUND, "found a process that writes nothing to Redis; expected 'run' or a writer");
            return;
        }
        try {
            CompletableFuture<Object> answer = CompletableFuture.supplyAsync(() -> question.apply(desk.get()), asking);
            page.future(() -> answer.handle((value, failure) -> {
                if (failure == null) {
                    page.contentType("application/json; charset=utf-8").result(probes.json(Map.of("answer", value)));
                } else {
                    failed(page, failure instanceof CompletionException ? failure.getCause() : failure);
                }
                return page;
            }));
        } catch (RejectedExecutionException e) {
            refuse(page, BUSY, "busy with other questions; ask again");
        }
    }

    private static void failed(Context page, @Nullable Throwable failure) {
        String message = failure == null ? "" : String.valueOf(failure.getMessage());
        if (failure instanceof NotFoundException) {
            refuse(page, NOT_FOUND, message);
        } else if (failure instanceof IllegalArgumentException) {
            refuse(page, BAD_REQUEST, message);
        } else if (failure instanceof IllegalStateException || failure instanceof InvalidConfigException) {
            refuse(page, AWAY, message);
        } else {
            LOG.error("page {} failed", page.path(), failure);
            refuse(page, FAILED, "this failed; the log says why");
        }
    }

    private static void refuse(Context page, int status, String message) {
        page.status(status).contentType(TEXT).result(message + "\n");
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
