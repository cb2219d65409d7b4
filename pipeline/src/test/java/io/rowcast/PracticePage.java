package io.rowcast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code mappings/practice.md}: text, and blocks of code of which each has a language. */
record PracticePage(String text) {
    static final Path FOLDER = Path.of("..", "mappings");
    static final Path FILE = FOLDER.resolve("practice.md");

    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]*)(?:#([^)]+))?\\)");

    /** What stands between two fences. */
    record Block(String language, String text) {}

    /**
     * Where a link leads.
     *
     * @param file relative to the page; empty for the page itself
     * @param headline as GitHub shortens it; {@code null} for the whole file
     */
    record Link(String file, @Nullable String headline) {}

    static PracticePage read() throws IOException {
        return new PracticePage(Files.readString(FILE));
    }

    List<Block> blocks() {
        return BLOCK.matcher(text)
                .results()
                .map(block -> new Block(block.group(1), block.group(2)))
                .toList();
    }

    List<Link> links() {
        return LINK.matcher(text)
                .results()
                .map(link -> new Link(Objects.requireNonNull(link.group(1)), anchor(link)))
                .toList();
    }

    private static @Nullable String anchor(MatchResult link) {
        return link.group(2);
    }
}
