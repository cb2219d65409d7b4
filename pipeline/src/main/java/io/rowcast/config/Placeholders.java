package io.rowcast.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills in what a value takes from outside the settings file: <code>${ENV}</code>, <code>${ENV:-default}</code> and
 * <code>${file:/run/secrets/x}</code>; <code>$${</code> stands for a literal <code>${</code>. What is filled in is not
 * looked at again.
 */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("(\\$?)\\$\\{([^}]*)(}?)");
    private static final Pattern VARIABLE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?", Pattern.DOTALL);
    private static final String FILE = "file:";

    private final Map<String, String> environment;
    private final Path folder;

    /** @param folder that a relative file in a placeholder starts from */
    Placeholders(Map<String, String> environment, Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    /** The text with its placeholders filled in; each that cannot be is told to {@code problem} and left empty. */
    String fill(String written, Consumer<String> problem) {
        return PLACEHOLDER
                .matcher(written)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1).isEmpty()
                                ? value(found.group(2), !found.group(3).isEmpty(), problem)
                                : found.group().substring(1)));
    }

    private String value(String inside, boolean closed, Consumer<String> problem) {
        if (!closed) {
            problem.accept("found '${' without '}'; a literal '${' is written '$${'");
            return "";
        }
        if (inside.startsWith(FILE)) {
            return content(folder.resolve(inside.substring(FILE.length())), problem);
        }
        Matcher variable = VARIABLE.matcher(inside);
        if (!variable.matches()) {
            problem.accept("expected ${NAME}, ${NAME:-default} or ${file:/path}; a literal '${' is written '$${'");
            return "";
        }
        return variable(variable.group(1), variable.group(2), problem);
    }

    private String variable(String name, @Nullable String fallback, Consumer<String> problem) {
        String value = environment.get(name);
        if (fallback != null) {
            return value == null || value.isEmpty() ? fallback : value;
        }
        if (value == null) {
            problem.accept(
                    "environment variable " + name + " is not set; set it, or give a default: ${" + name + ":-...}");
            return "";
        }
        return value;
    }

    private static String content(Path file, Consumer<String> problem) {
        try {
            return TextFile.read(file).replaceFirst("\\R\\z", "");
        } catch (TextFile.UnreadableException e) {
            problem.accept("file " + file + ": " + e.reason());
            return "";
        }
    }
}
