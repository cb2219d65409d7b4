package io.rowcast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingTextsTest {
    @TempDir
    private Path folder;

    @Test
    void theYamlFilesOfAFolderAreReadByName() throws IOException {
        Files.writeString(folder.resolve("b.yml"), "table: b");
        Files.writeString(folder.resolve("a.yaml"), "table: a");
        Files.writeString(folder.resolve("README.md"), "#");
        Files.writeString(folder.resolve(".b.yml"), "editor");

        assertThat(MappingTexts.read(folder))
                .containsExactly(
                        new MappingText(folder + "/a.yaml", "table: a"),
                        new MappingText(folder + "/b.yml", "table: b"));
    }

    @Test
    void filesOfCasesAreNoMappings() throws IOException {
        Files.writeString(folder.resolve("a.yml"), "table: a");
        Files.writeString(folder.resolve("a.test.yml"), "columns:");

        assertThat(MappingTexts.read(folder)).containsExactly(new MappingText(folder + "/a.yml", "table: a"));
        assertThat(MappingTexts.cases(folder)).containsExactly(new MappingText(folder + "/a.test.yml", "columns:"));
    }

    @Test
    void oneFileIsReadWhateverItsName() throws IOException {
        Path file = Files.writeString(folder.resolve("rules"), "table: a");

        assertThat(MappingTexts.read(file)).containsExactly(new MappingText(file.toString(), "table: a"));
    }

    @Test
    void aFolderThatIsNotThereIsAProblem() {
        Path none = folder.resolve("none");

        assertThatThrownBy(() -> MappingTexts.read(none))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage(none + ": no such file or folder, expected mapping files (setting 'mappings')");
    }

    @Test
    void anEmptyFolderIsAProblem() {
        assertThatThrownBy(() -> MappingTexts.read(folder))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage(folder + ": no mapping files in it, expected *.yml or *.yaml");
    }

    @Test
    void everyUnreadableFileIsAProblem() throws IOException {
        Files.createDirectory(folder.resolve("a.yml"));
        Files.write(folder.resolve("b.yml"), new byte[] {(byte) 0xff});

        assertThatThrownBy(() -> MappingTexts.read(folder))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage(folder + "/a.yml: is a folder, expected a file\n" + folder + "/b.yml: is not UTF-8 text");
    }
}
