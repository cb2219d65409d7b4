package io.rowcast.ops;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /wait?gtid=SET&timeout=5s}: answers when all that these transactions changed can be read from Redis. */
final class WaitPage {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int TIMED_OUT = 504;
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final Duration LIMIT = Duration.ofSeconds(5);
    /** Below the time after which the server closes a connection on which nothing happens. */
    private static final Duration LONGEST = Duration.ofSeconds(25);

    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s)");

    private final Optional<Visibility> visibility;

    WaitPage(Optional<Visibility> visibility) {
        this.visibility = visibility;
    }

    void answer(Context page) {
        page.contentType(TEXT);
        if (visibility.isEmpty()) {
            page.status(NOT_FOUND)
                    .result("found a process that cannot tell; expected 'run', or a writer of topics that"
                            + " Rowcast's reader fills\n");
            return;
        }
        try {
            Duration limit = limit(page.queryParam("timeout"));
            CompletableFuture<Optional<String>> visible = visibility
                    .get()
                    .await(Optional.ofNullable(page.queryParam("gtid")).orElse(""), limit);
            page.future(() -> visible.thenAccept(missing -> answer(page, missing, limit)));
        } catch (IllegalArgumentException e) {
            page.status(BAD_REQUEST).result(e.getMessage() + "\n");
        }
    }

    private static void answer(Context page, Optional<String> missing, Duration limit) {
        if (missing.isEmpty()) {
            page.result("visible\n");
        } else {
            page.status(TIMED_OUT).result("not visible after " + limit.toMillis() + " ms: " + missing.get() + "\n");
        }
    }

    private static Duration limit(@Nullable String text) {
        if (text == null) {
            return LIMIT;
        }
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("found timeout=" + text + "; expected one like 500ms or 5s");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration limit = matcher.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
        return limit.compareTo(LONGEST) > 0 ? LONGEST : limit;
    }
}
