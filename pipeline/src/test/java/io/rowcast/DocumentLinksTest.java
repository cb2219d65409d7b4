package io.rowcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link of the documents to something of the project leads there. */
class DocumentLinksTest {
    private static final Path ROOT = Path.of("..");
    private static final List<Path> DOCUMENTS = List.of(
            ROOT.resolve("README.md"),
            ROOT.resolve("deploy/README.md"),
            ROOT.resolve("mappings/README.md"),
            ROOT.resolve("mappings/practice.md"),
            Path.of("src/test/java/io/rowcast/guarantee/scenarios.md"));

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)|(?:src|srcset|href)=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("```.*?```", Pattern.DOTALL);
    private static final Pattern HEADLINE = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

    @Test
    void leadsToAFileAndAHeadline() throws IOException {
        List<String> dead = new ArrayList<>();
        int followed = 0;
        for (Path document : DOCUMENTS) {
            for (String link : links(text(document))) {
                followed++;
                if (!leads(document, link)) {
                    dead.add(document + ": " + link);
                }
            }
        }
        assertThat(dead).isEmpty();
        assertThat(followed).isGreaterThan(150);
    }

    @Test
    void everyDocumentIsLookedAt() throws IOException {
        try (Stream<Path> folders =
                Stream.of("deploy", "mappings", "pipeline/src").map(ROOT::resolve)) {
            List<Path> found = new ArrayList<>(List.of(ROOT.resolve("README.md")));
            for (Path folder : folders.toList()) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".md")).forEach(found::add);
                }
            }
            assertThat(found.stream().map(Path::toAbsolutePath).map(Path::normalize))
                    .containsExactlyInAnyOrderElementsOf(DOCUMENTS.stream()
                            .map(Path::toAbsolutePath)
                            .map(Path::normalize)
                            .toList());
        }
    }

    private static boolean leads(Path document, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? document
                : document.resolveSibling(parts[0]).normalize();
        return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
    }

    private static List<String> links(String text) {
        return LINK.matcher(text)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();
    }

    /** As GitHub makes them of headlines; a headline that is there again has a number. */
    private static Set<String> anchors(Path document) throws IOException {
        Set<String> anchors = new HashSet<>();
        for (MatchResult found : HEADLINE.matcher(text(document)).results().toList()) {
            String anchor = anchor(found.group(1));
            String unique = anchor;
            for (int again = 1; !anchors.add(unique); again++) {
                unique = anchor + "-" + again;
            }
        }
        return anchors;
    }

    static String anchor(String headline) {
        return headline.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }

    private static String text(Path document) throws IOException {
        return CODE.matcher(Files.readString(document)).replaceAll("");
    }
}
