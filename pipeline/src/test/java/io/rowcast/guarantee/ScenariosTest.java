package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every failure that is to be survived has its test, or the reason why it has none. */
class ScenariosTest {
    private static final Path HERE = Path.of("src", "test", "java", "io", "rowcast", "guarantee");
    private static final Path TABLE = HERE.resolve("scenarios.md");
    private static final Path README = Path.of("..", "README.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| ([SRKCDW]\\d+) \\|([^|]*)\\|([^|]*)\\|$", Pattern.MULTILINE);

    /** A test, as a link to its file, and maybe its method. */
    private static final Pattern TEST = Pattern.compile("\\[(\\w+)]\\(([\\w./-]+\\.java)\\)(?: `(\\w+)`)?");

    private static final Pattern FAILURE_TABLE = Pattern.compile("<!-- failures:.*?-->\\n(.*?)\\n\\n", Pattern.DOTALL);

    @Test
    void nameEveryFailureOnceAndInOrder() throws IOException {
        assertThat(ids())
                .containsExactlyElementsOf(
                        Stream.of(ids("S", 17), ids("R", 6), ids("K", 8), ids("C", 11), ids("D", 12), ids("W", 6))
                                .flatMap(List::stream)
                                .toList());
    }

    @Test
    void haveEachATestOrTheReasonWhyNot() throws IOException {
        Matcher row = ROW.matcher(Files.readString(TABLE));
        while (row.find()) {
            String proof = row.group(3).strip();
            if (!proof.startsWith("does not apply: ")) {
                assertThat(TEST.matcher(proof).find())
                        .as("%s names a test, found: %s", row.group(1), proof)
                        .isTrue();
            }
        }
    }

    @Test
    void nameTestsThatExist() throws IOException {
        assertThat(missing(HERE, Files.readString(TABLE))).isEmpty();
    }

    /** The failure table of README promises nothing without a test. */
    @Test
    void everyRowOfReadmesFailureTableLinksToItsTest() throws IOException {
        Matcher table = FAILURE_TABLE.matcher(Files.readString(README));
        assertThat(table.find()).as("README marks its failure table").isTrue();
        List<String> rows = table.group(1).lines().skip(2).toList();
        assertThat(rows)
                .hasSizeGreaterThan(12)
                .allMatch(row -> TEST.matcher(row).find(), "links to a test");
        assertThat(missing(Path.of(".."), table.group(1))).isEmpty();
    }

    private static List<String> ids(String letter, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> letter + number)
                .toList();
    }

    private static List<String> ids() throws IOException {
        return ROW.matcher(Files.readString(TABLE))
                .results()
                .map(row -> row.group(1))
                .toList();
    }

    /** Links to tests that are not there. */
    private static List<String> missing(Path folder, String text) throws IOException {
        List<String> missing = new ArrayList<>();
        Matcher link = TEST.matcher(text);
        while (link.find()) {
            Path file = folder.resolve(link.group(2)).normalize();
            String method = link.group(3);
            boolean there = Files.exists(file)
                    && file.getFileName().toString().equals(link.group(1) + ".java")
                    && (method == null || Files.readString(file).contains("void " + method + "("));
            if (!there) {
                missing.add(link.group());
            }
        }
        return missing;
    }
}
