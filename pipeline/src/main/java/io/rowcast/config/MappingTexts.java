package io.rowcast.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the mapping files as text, and the files of cases beside them. */
public final class MappingTexts {
    private static final Pattern YAML = Pattern.compile("[^.].*\\.ya?ml");
    private static final Pattern CASES = Pattern.compile("[^.].*\\.test\\.ya?ml");

    private MappingTexts() {}

    /**
     * The one file, or all {@code *.yml} and {@code *.yaml} directly in the folder, ordered by name; hidden files and
     * those of cases are left alone.
     *
     * @throws InvalidConfigException when there is nothing there, or with every file that cannot be read
     */
    public static List<MappingText> read(Path folderOrFile) {
        return read(
                folderOrFile,
                name -> YAML.matcher(name).matches() && !CASES.matcher(name).matches(),
                "no mapping files in it, expected *.yml or *.yaml");
    }

    /**
     * The one file of cases, or all {@code *.test.yml} and {@code *.test.yaml} directly in the folder, ordered by name.
     *
     * @throws InvalidConfigException when there is nothing there, or with every file that cannot be read
     */
    public static List<MappingText> cases(Path folderOrFile) {
        return read(
                folderOrFile,
                name -> CASES.matcher(name).matches(),
                "no files of cases in it, expected *.test.yml beside the mappings");
    }

    /**
     * One file.
     *
     * @throws InvalidConfigException when it cannot be read
     */
    public static MappingText file(Path file) {
        return read(file, name -> false, "is a folder, expected a file").get(0);
    }

    private static List<MappingText> read(Path folderOrFile, Predicate<String> wanted, String none) {
        List<Problem> problems = new ArrayList<>();
        List<MappingText> texts = new ArrayList<>();
        for (Path file : files(folderOrFile, wanted, none)) {
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

    private static List<Path> files(Path folderOrFile, Predicate<String> wanted, String none) {
        if (Files.isRegularFile(folderOrFile)) {
            return List.of(folderOrFile);
        }
        try (Stream<Path> all = Files.list(folderOrFile)) {
            List<Path> files = all.filter(file -> wanted.test(file.getFileName().toString()))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw problem(folderOrFile, none);
            }
            return files;
        } catch (NoSuchFileException e) {
            throw problem(folderOrFile, "no such file or folder, expected mapping files (setting 'mappings')");
        } catch (IOException e) {
            throw problem(folderOrFile, TextFile.reason(e));
        }
    }

    private static InvalidConfigException problem(Path place, String message) {
        return new InvalidConfigException(List.of(new Problem(place.toString(), "", message)));
    }
}
