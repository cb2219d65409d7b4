package io.rowcast;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** One thread for each part of a pipeline. The first one that ends, or a call of {@link #end}, ends the pipeline. */
final class Threads {
    private final Map<String, Body> bodies = new LinkedHashMap<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** What a thread runs. */
    interface Body {
        void run() throws Exception;
    }

    void add(String name, Body body) {
        bodies.put(name, body);
    }

    /** Starts all, and waits for the first end; throws what that one threw. Closing the parts ends the others. */
    void runUntilOneEnds() throws Exception {
        bodies.forEach((name, body) -> {
            Thread thread = new Thread(() -> root(body), name);
            thread.setDaemon(true);
            thread.start();
        });
        try {
            ended.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    private void root(Body body) {
        try {
            body.run();
            ended.complete(null);
        } catch (Throwable e) { // the root of a thread: whatever it is, the pipeline has to hear of it
            ended.completeExceptionally(e);
        }
    }

    void end() {
        ended.complete(null);
    }
}
