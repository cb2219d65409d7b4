package io.rowcast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every command line of Rowcast that the documents name is one. */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of("..");
    private static final List<String> DOCUMENTS =
            List.of("README.md", "deploy/README.md", "mappings/README.md", "mappings/practice.md");

    private static final String PROGRAM = "(?:(?:\\.\\./)?deploy/)?rowcast ";

    /** A line of a block, without its comment. */
    private static final Pattern LINE = Pattern.compile("^" + PROGRAM + "([a-z][^#\n]*)", Pattern.MULTILINE);

    private static final Pattern INLINE = Pattern.compile("`" + PROGRAM + "([a-z][^`|]*)`");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    @Test
    void namesACommandAndOptionsThatItHas() throws IOException {
        CommandLine rowcast = RowcastCommand.commandLine(FakeCommands.ending(), Map.of());
        List<String> lines = lines();
        for (String line : lines) {
            List<String> words = words(line);
            if (words.size() == 1) { // only named
                assertThat(rowcast.getSubcommands()).containsKey(words.get(0));
            } else {
                assertThatCode(() -> rowcast.parseArgs(words.toArray(String[]::new)))
                        .as(line)
                        .doesNotThrowAnyException();
            }
        }
        assertThat(lines).hasSizeGreaterThan(40);
    }

    private static List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String document : DOCUMENTS) {
            String text = Files.readString(ROOT.resolve(document));
            Stream.of(LINE, INLINE)
                    .flatMap(pattern -> pattern.matcher(text).results())
                    .forEach(found -> lines.add(found.group(1).strip()));
        }
        return lines;
    }

    /** As a shell divides it. */
    private static List<String> words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> Stream.of(1, 2, 3)
                        .map(word::group)
                        .filter(part -> part != null)
                        .findFirst())
                .map(java.util.Optional::orElseThrow)
                .toList();
    }
}
