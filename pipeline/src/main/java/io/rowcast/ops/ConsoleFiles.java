package io.rowcast.ops;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The files that the console is made of, as the jar has them. They hold no secret: anybody may have them. */
final class ConsoleFiles {
    /** Nothing of others, nothing inline: what a row holds can be shown, and never be run. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    /** Where each is in the class path. */
    private static final Map<String, String> FILES = Map.ofEntries(
            Map.entry("/console/icon.svg", "console/icon.svg"),
            Map.entry("/console/console.css", "console/console.css"),
            Map.entry("/console/console.js", "console/console.js"),
            Map.entry("/console/server.js", "console/server.js"),
            Map.entry("/console/page.js", "console/page.js"),
            Map.entry("/console/verdict.js", "console/verdict.js"),
            Map.entry("/console/flow.js", "console/flow.js"),
            Map.entry("/console/charts.js", "console/charts.js"),
            Map.entry("/console/tables.js", "console/tables.js"),
            Map.entry("/console/work.js", "console/work.js"),
            Map.entry("/console/letters.js", "console/letters.js"),
            Map.entry("/console/explain.js", "console/explain.js"),
            Map.entry("/console/uplot.js", UPLOT + "uPlot.iife.min.js"),
            Map.entry("/console/uplot.css", UPLOT + "uPlot.min.css"));

    private ConsoleFiles() {}

    static boolean has(String path) {
        return FILES.containsKey(path);
    }

    static void routes(JavalinConfig config) {
        FILES.forEach((path, resource) -> {
            byte[] bytes = read(resource);
            config.routes.get(path, page -> page.contentType(type(path)).result(bytes));
        });
    }

    /** The page itself. */
    static void index(Context page) {
        page.header("Content-Security-Policy", POLICY)
                .contentType("text/html; charset=utf-8")
                .result(read("console/index.html"));
    }

    private static String type(String path) {
        return path.endsWith(".css") ? STYLE : path.endsWith(".svg") ? "image/svg+xml" : SCRIPT;
    }

    private static byte[] read(String resource) {
        try (InputStream in = ConsoleFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: it lacks " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
