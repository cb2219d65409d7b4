package io.rowcast.mapping;

import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code ttl} and {@code ttl_jitter} of an output. */
final class LifetimeReader {
    private static final Map<String, Long> SECONDS = Map.of("s", 1L, "m", 60L, "h", 3_600L, "d", 86_400L);
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})([smhd])");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,2})%");

    private LifetimeReader() {}

    static Lifetime read(WrittenOutput output, Problems problems) {
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
        return new Lifetime(seconds.getAsLong(), spread.getAsLong());
    }

    private static OptionalLong spread(String text, long ttl) {
        Matcher percent = PERCENT.matcher(text);
        return percent.matches() ? OptionalLong.of(ttl * Long.parseLong(percent.group(1)) / 100) : duration(text);
    }

    private static OptionalLong duration(String text) {
        Matcher duration = DURATION.matcher(text);
        if (!duration.matches()) {
            return OptionalLong.empty();
        }
        Long unit = SECONDS.get(duration.group(2));
        return unit == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(duration.group(1)) * unit);
    }
}
