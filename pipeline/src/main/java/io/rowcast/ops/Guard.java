package io.rowcast.ops;

import io.javalin.http.Context;
import io.rowcast.config.HttpSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;

/** Looks at each request first: says what a browser may do with the answer, and asks for the token where there is one. */
final class Guard {
    private static final int UNAUTHORIZED = 401;
    private static final String SCHEME = "Bearer ";
    private static final Map<String, String> HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy", "no-referrer",
            "Cache-Control", "no-store");

    private final HttpSettings settings;
    private final byte[] expected;

    Guard(HttpSettings settings) {
        this.settings = settings;
        this.expected = (SCHEME + settings.token()).getBytes(StandardCharsets.UTF_8);
    }

    void check(Context page) {
        HEADERS.forEach(page::header);
        if (settings.guarded() && !isOpen(page.path()) && !mayPass(page)) {
            page.status(UNAUTHORIZED)
                    .header("WWW-Authenticate", "Bearer")
                    .contentType("text/plain; charset=utf-8")
                    .result("found no or another token; expected Authorization: Bearer with that of http.token\n");
            page.skipRemainingHandlers();
        }
    }

    /** Who watches over the process must not need a secret for that; and it is the console's page that asks a person for it. */
    private static boolean isOpen(String path) {
        return path.equals("/")
                || path.equals("/health/live")
                || path.equals("/health/ready")
                || ConsoleFiles.has(path);
    }

    /** Takes the same time however much of it is right. */
    private boolean mayPass(Context page) {
        String shown = page.header("Authorization");
        return shown != null && MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), expected);
    }
}
