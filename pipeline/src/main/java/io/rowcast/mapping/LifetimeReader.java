package io.rowcast.mapping;

import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code ttl}, {@code ttl_jitter} and {@code expire_at} of an output. */
final class LifetimeReader {
    private static final Map<String, Long> SECONDS = Map.of("s", 1L, "m", 60L, "h", 3_600L, "d", 86_400L);
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})([smhd])");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,2})%");

    private LifetimeReader() {}

    static Lifetime read(WrittenOutput output, Scope scope) {
        if (!output.has("expire_at")) {
            return read(output, scope.problems());
        }
        if (output.has("ttl") || output.has("ttl_jitter")) {
            scope.problems()
                    .add(output.path() + ".expire_at", "found expire_at together with ttl; expected one of them");
        }
        String path = output.path() + ".expire_at";
        return new Lifetime(
                0, 0, new Moment(scope.expression(output.text("expire_at").orElse(""), path), path));
    }

    private static Lifetime read(WrittenOutput output, Problems problems) {
        String jitterPath = output.path() + ".ttl_jitter";
        if (!output.has("ttl")) {
            if (output.has("ttl_jitter")) {
                problems.add(jitterPath, "found ttl_jitter without ttl; expected both");
            }
            return Lifetime.ENDLESS;
        }
        String written = output.text("ttl").orElse("");
        OptionalLong seconds = duration(written);
        if (seconds.isEmpty() || seconds.getAsLong() == 0) {
            problems.add(output.path() + ".ttl", "found '" + written + "'; expected a time like 10s, 5m, 24h or 7d");
            return Lifetime.ENDLESS;
        }
        String jitter = output.has("ttl_jitter") ? output.text("ttl_jitter").orElse("") : "0s";
        OptionalLong spread = spread(jitter, seconds.getAsLong());
        if (spread.isEmpty() || spread.getAsLong() >= seconds.getAsLong()) {
            problems.add(
                    jitterPath,
                    "found '" + jitter + "'; expected a part of ttl like 10%, or a time shorter than ttl like 30s");
            return Lifetime.ENDLESS;
        }
        return new Lifetime(seconds.getAsLong(), spread.getAsLong(), null);
    }

    private static OptionalLong spread(String text, long ttl) {
        Matcher percent = PERCENT.matcher(text);
        return percent.matches() ? OptionalLong.of(ttl * Long.parseLong(percent.group(1)) / 100) : duration(text);
    }

    /** Seconds of a time like {@code 24h}; empty when it is none. */
    static OptionalLong duration(String text) {
        Matcher duration = DURATION.matcher(text);
        if (!duration.matches()) {
            return OptionalLong.empty();
        }
        Long unit = SECONDS.get(duration.group(2));
        return unit == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(duration.group(1)) * unit);
    }
}
