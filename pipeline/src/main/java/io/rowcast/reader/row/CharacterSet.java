package io.rowcast.reader.row;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One of MySQL's character sets that Java does not decode as MySQL does: {@code latin1} has characters for five bytes for which
 * Java's windows-1252 has none, and {@code koi8u}, {@code dec8} and others Java takes for something else. The differences
 * are in {@code character-sets.txt}.
 */
final class CharacterSet {
    private static final Map<String, CharacterSet> ALL = read();
    private static final int HEXADECIMAL = 16;

    private final Charset nearest;
    /** Java's character, and MySQL's in its place. */
    private final Map<Character, Character> others;

    private CharacterSet(Charset nearest, Map<Character, Character> others) {
        this.nearest = nearest;
        this.others = others;
    }

    /** @param name as MySQL has it; empty when Java decodes it rightly */
    static Optional<CharacterSet> of(@Nullable String name) {
        return name == null ? Optional.empty() : Optional.ofNullable(ALL.get(name.toLowerCase(Locale.ROOT)));
    }

    /** @param value bytes from the binlog, or the text from JDBC */
    String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof byte[] bytes) {
            return decoded(bytes);
        }
        throw UnconvertibleValueException.unexpected("text", value);
    }

    private String decoded(byte[] bytes) {
        char[] text = new String(bytes, nearest).toCharArray();
        for (int i = 0; i < text.length; i++) {
            text[i] = others.getOrDefault(text[i], text[i]);
        }
        return new String(text);
    }

    private static Map<String, CharacterSet> read() {
        try (InputStream file = CharacterSet.class.getResourceAsStream("character-sets.txt");
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .collect(Collectors.toMap(words -> words[0], CharacterSet::parsed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CharacterSet parsed(String[] words) {
        return new CharacterSet(
                Charset.forName(words[1]),
                Arrays.stream(words)
                        .skip(2)
                        .map(pair -> pair.split("="))
                        .collect(Collectors.toMap(pair -> character(pair[0]), pair -> character(pair[1]))));
    }

    private static char character(String hex) {
        return (char) Integer.parseInt(hex, HEXADECIMAL);
    }
}
