package io.rowcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.PracticePage.Block;
import io.rowcast.PracticePage.Link;
import io.rowcast.config.Settings;
import io.rowcast.config.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mappings/practice.md} shows of files is in them; {@link PracticePageIT} runs the rest of it. */
class PracticePageTest {
    private static final String SETTINGS = "rowcast.yml";
    private static final String REQUIRED = "mysql: {user: rowcast, password: secret}\n";
    private static final Pattern HEADLINE = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    private static List<Block> excerpts() throws IOException {
        return PracticePage.read().blocks().stream()
                .filter(block -> block.language().equals("yaml"))
                .toList();
    }

    /** The first line says which file it is of. */
    private static String file(Block block) {
        return block.text().substring(2, block.text().indexOf('\n'));
    }

    private static String lines(Block block) {
        return block.text().substring(block.text().indexOf('\n') + 1);
    }

    @Test
    void mappingsAndCasesAreLinesOfTheSampleShop() throws IOException {
        for (Block block : excerpts()) {
            if (!file(block).equals(SETTINGS)) {
                assertThat(PracticePage.FILE.resolveSibling(file(block)))
                        .content()
                        .contains("\n" + lines(block));
            }
        }
        assertThat(excerpts()).extracting(PracticePageTest::file).contains("customers.yml", "products.yml", SETTINGS);
    }

    @Test
    void settingsAreAccepted() throws IOException {
        for (Block block : excerpts()) {
            if (file(block).equals(SETTINGS)) {
                Path written = Files.writeString(folder.resolve(SETTINGS), REQUIRED + lines(block));

                Settings settings = SettingsFile.read(written, Map.of());

                assertThat(settings.redis().waitFor().replicas()).isOne();
            }
        }
    }

    @Test
    void blocksAreOfKindsThatATestLooksAt() throws IOException {
        assertThat(PracticePage.read().blocks())
                .hasSizeGreaterThan(20)
                .extracting(Block::language)
                .containsOnly("yaml", "redis", "sql", "sh");
    }

    @Test
    void linksLeadToHeadlines() throws IOException {
        List<Link> links = PracticePage.read().links();

        assertThat(links).isNotEmpty();
        for (Link link : links) {
            Path target = link.file().isEmpty() ? PracticePage.FILE : PracticePage.FILE.resolveSibling(link.file());
            assertThat(target).exists();
            if (link.headline() != null) {
                assertThat(headlines(target)).contains(link.headline());
            }
        }
    }

    @Test
    void theReadmeLeadsToIt() throws IOException {
        assertThat(Path.of("..", "README.md")).content().contains("](mappings/practice.md)");
    }

    /** As GitHub names them in links. */
    private static List<String> headlines(Path file) throws IOException {
        return HEADLINE.matcher(Files.readString(file))
                .results()
                .map(headline -> headline.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
