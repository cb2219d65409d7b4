package io.rowcast.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the written value of a key, or its default, into the type it must have. What is wrong becomes a problem. */
final class SettingValues {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
    private static final Pattern RATIO = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,18})?([eE]-[0-9]{1,2})?");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    private final WrittenSettings written;
    private final Placeholders placeholders;
    private final BiConsumer<String, String> problem;

    SettingValues(WrittenSettings written, Placeholders placeholders, BiConsumer<String, String> problem) {
        this.written = written;
        this.placeholders = placeholders;
        this.problem = problem;
    }

    boolean given(String path) {
        return written.at(path).isPresent();
    }

    /** The text of a key; empty when it has a problem. */
    String text(String path) {
        return value(path).orElse("");
    }

    /** The text of a key that must match; the value itself is shown only when it holds no placeholder. */
    String text(String path, Pattern pattern, String expected) {
        Optional<String> value = value(path);
        if (value.isPresent() && !pattern.matcher(value.get()).matches()) {
            problem.accept(path, "found " + shown(path, value.get()) + ", expected " + expected);
        }
        return value.orElse("");
    }

    /** The text of a key that must be one of a few words. */
    String word(String path, List<String> words) {
        Optional<String> value = value(path);
        if (value.isPresent() && !words.contains(value.get())) {
            problem.accept(path, "found " + shown(path, value.get()) + ", expected one of " + String.join(", ", words));
        }
        return value.orElse("");
    }

    /** The text of a key that must match and may hold a secret: the message does not show it. */
    String secretText(String path, Pattern pattern, String expected) {
        Optional<String> value = value(path);
        if (value.isPresent() && !pattern.matcher(value.get()).matches()) {
            problem.accept(path, "expected " + expected);
        }
        return value.orElse("");
    }

    /** Names and texts below a key that is left out or has any; the texts may be secrets. */
    Map<String, String> texts(String path) {
        Optional<JsonNode> node = written.at(path);
        if (node.isPresent() && !node.get().isObject()) {
            problem.accept(path, "found " + YamlTree.kind(node.get()) + ", expected names and texts");
            return Map.of();
        }
        Map<String, String> texts = new TreeMap<>();
        node.ifPresent(map -> map.properties().forEach(entry -> text(path, entry, texts)));
        return texts;
    }

    private void text(String path, Map.Entry<String, JsonNode> entry, Map<String, String> texts) {
        JsonNode value = entry.getValue();
        String place = path + "." + entry.getKey();
        if (value.isTextual()) {
            filled(place, value.textValue()).ifPresent(text -> texts.put(entry.getKey(), text));
        } else if (value.isIntegralNumber() || value.isBoolean()) {
            texts.put(entry.getKey(), value.asText());
        } else {
            wrongType(place, value, "text");
        }
    }

    /** The whole number of a key, given as number or as text; {@code from} when it has a problem. */
    int number(String path, int from, int to) {
        Optional<JsonNode> node = written.at(path).filter(JsonNode::isIntegralNumber);
        Optional<String> digits = node.map(JsonNode::asText).or(() -> value(path, "a whole number"));
        if (digits.isEmpty()) {
            return from;
        }
        if (!WHOLE.matcher(digits.get()).matches() || !within(new BigInteger(digits.get()), from, to)) {
            problem.accept(
                    path,
                    "found " + shown(path, digits.get()) + ", expected a whole number from " + from + " to " + to);
            return from;
        }
        return Integer.parseInt(digits.get());
    }

    /** The web address of a key, which may hold a secret by mistake: the message does not show it. Empty with a problem. */
    Optional<URI> url(String path, String example) {
        Optional<String> value = value(path);
        Optional<URI> url = value.flatMap(SettingValues::url);
        if (value.isPresent() && url.isEmpty()) {
            problem.accept(path, "expected a URL like " + example + ", without user and query");
        }
        return url;
    }

    private static Optional<URI> url(String text) {
        try {
            URI url = new URI(text);
            boolean plain = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            return plain && web && url.getHost() != null ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty(); // the caller says what was expected
        }
    }

    /** The share of a key, given as number or as text; 0 when it has a problem. */
    double ratio(String path) {
        Optional<JsonNode> node = written.at(path).filter(JsonNode::isNumber);
        Optional<String> text = node.map(JsonNode::asText).or(() -> value(path, "a number"));
        if (text.isEmpty()) {
            return 0;
        }
        if (!RATIO.matcher(text.get()).matches() || Double.parseDouble(text.get()) > 1) {
            problem.accept(path, "found " + shown(path, text.get()) + ", expected a number from 0 to 1, like 0.001");
            return 0;
        }
        return Double.parseDouble(text.get());
    }

    /** The time of a key, such as {@code 500ms} or {@code 2s}; {@code from} when it has a problem. */
    Duration time(String path, Duration from, Duration to) {
        String text = value(path).orElse("");
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            long count = Long.parseLong(time.group(1));
            Duration found = switch (time.group(2)) {
                case "h" -> Duration.ofHours(count);
                case "m" -> Duration.ofMinutes(count);
                case "s" -> Duration.ofSeconds(count);
                default -> Duration.ofMillis(count);
            };
            if (found.compareTo(from) >= 0 && found.compareTo(to) <= 0) {
                return found;
            }
        }
        if (!text.isEmpty()) {
            problem.accept(
                    path,
                    "found " + shown(path, text) + ", expected a time like 500ms or 2s, from " + from.toMillis()
                            + "ms to " + to.toSeconds() + "s");
        }
        return from;
    }

    private static boolean within(BigInteger value, int from, int to) {
        return value.compareTo(BigInteger.valueOf(from)) >= 0 && value.compareTo(BigInteger.valueOf(to)) <= 0;
    }

    private Optional<String> value(String path) {
        return value(path, "text");
    }

    private Optional<String> value(String path, String expected) {
        SettingKey key = SettingsKeys.of(path);
        Optional<JsonNode> node = written.at(path);
        if (node.isEmpty()) {
            if (key.required()) {
                problem.accept(path, "missing: " + key.meaning());
            }
            return key.required() ? Optional.empty() : Optional.of(key.defaultText());
        }
        return node.get().isTextual() ? filled(path, node.get().textValue()) : wrongType(path, node.get(), expected);
    }

    private Optional<String> filled(String path, String text) {
        boolean[] failed = {false};
        String value = placeholders.fill(text, message -> {
            failed[0] = true;
            problem.accept(path, message);
        });
        return failed[0] ? Optional.empty() : Optional.of(value);
    }

    private Optional<String> wrongType(String path, JsonNode node, String expected) {
        String quotes = expected.equals("text") && (node.isNumber() || node.isBoolean()) ? " (put it in quotes)" : "";
        problem.accept(path, "found " + YamlTree.kind(node) + ", expected " + expected + quotes);
        return Optional.empty();
    }

    /** The value for a message: as written where it came from outside the file, since that may be a secret. */
    private String shown(String path, String value) {
        String text = written.at(path).map(JsonNode::asText).orElse(value);
        return text.equals(value) ? "'" + value + "'" : "'" + text + "' (as filled in)";
    }
}
