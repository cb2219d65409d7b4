package io.rowcast.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads the mapping files as text. */
public final class MappingTexts {

    private MappingTexts() {}

    /**
     * The one file, or all {@code *.yml} and {@code *.yaml} directly in the folder, ordered by name; hidden files are
     * left alone.
     *
     * @throws InvalidConfigException when there is nothing there, or with every file that cannot be read
     */
    public static List<MappingText> read(Path folderOrFile) {
        List<Problem> problems = new ArrayList<>();
        List<MappingText> texts = new ArrayList<>();
        for (Path file : files(folderOrFile)) {
            try {
                texts.add(new MappingText(file.toString(), TextFile.read(file)));
            } catch (TextFile.UnreadableException e) {
                problems.add(new Problem(file.toString(), "", e.reason()));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        return List.copyOf(texts);
    }

    private static List<Path> files(Path folderOrFile) {
        if (Files.isRegularFile(folderOrFile)) {
            return List.of(folderOrFile);
        }
        try (Stream<Path> all = Files.list(folderOrFile)) {
            List<Path> files = all.filter(MappingTexts::isMapping).sorted().toList();
            if (files.isEmpty()) {
                throw problem(folderOrFile, "no mapping files in it, expected *.yml or *.yaml");
            }
            return files;
        } catch (NoSuchFileException e) {
            throw problem(folderOrFile, "no such file or folder, expected mapping files (setting 'mappings')");
        } catch (IOException e) {
            throw problem(folderOrFile, TextFile.reason(e));
        }
    }

    private static boolean isMapping(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".yml") || name.endsWith(".yaml"));
    }

    private static InvalidConfigException problem(Path place, String message) {
        return new InvalidConfigException(List.of(new Problem(place.toString(), "", message)));
    }
}
