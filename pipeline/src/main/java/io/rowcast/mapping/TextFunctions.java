package io.rowcast.mapping;

import static io.rowcast.mapping.FunctionType.BOOL;
import static io.rowcast.mapping.FunctionType.INT;
import static io.rowcast.mapping.FunctionType.STRING;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Functions of texts that CEL's strings extension lacks. They count Unicode characters, as that does. */
final class TextFunctions {
    /** Of padded and replaced texts: what a row can make must have a bound that does not come from the row. */
    private static final int MAX_LENGTH = 16 * 1024 * 1024;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private TextFunctions() {}

    static FunctionLibrary library() {
        return new FunctionLibrary()
                .member("lower", STRING, List.of(STRING), a -> ((String) a[0]).toLowerCase(Locale.ROOT))
                .member("upper", STRING, List.of(STRING), a -> ((String) a[0]).toUpperCase(Locale.ROOT))
                .member(
                        "equalsIgnoreCase",
                        BOOL,
                        List.of(STRING, STRING),
                        a -> ((String) a[0]).equalsIgnoreCase((String) a[1]))
                .member("left", STRING, List.of(STRING, INT), a -> left((String) a[0], (Long) a[1]))
                .member("right", STRING, List.of(STRING, INT), a -> right((String) a[0], (Long) a[1]))
                .member("padLeft", STRING, List.of(STRING, INT, STRING), a -> padding(a) + a[0])
                .member("padRight", STRING, List.of(STRING, INT, STRING), a -> a[0] + padding(a))
                .member("mask", STRING, List.of(STRING, INT, INT), a -> mask((String) a[0], (Long) a[1], (Long) a[2]))
                .member("slug", STRING, List.of(STRING), a -> slug((String) a[0]))
                .member(
                        "replace",
                        STRING,
                        List.of(STRING, STRING, STRING),
                        a -> replace((String) a[0], (String) a[1], (String) a[2], Long.MAX_VALUE))
                .member(
                        "replace",
                        STRING,
                        List.of(STRING, STRING, STRING, INT),
                        a -> replace((String) a[0], (String) a[1], (String) a[2], (Long) a[3]));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String left(String text, long count) {
        return text.substring(0, text.offsetByCodePoints(0, (int) bounded(count, length(text))));
    }

    private static String right(String text, long count) {
        return text.substring(text.offsetByCodePoints(text.length(), -(int) bounded(count, length(text))));
    }

    private static long bounded(long count, int length) {
        return Math.max(0, Math.min(count, length));
    }

    private static String padding(Object[] a) {
        String pad = (String) a[2];
        if (length(pad) != 1) {
            throw new FunctionFailure("expected one character to pad with");
        }
        long missing = Math.max(0, (Long) a[1] - length((String) a[0]));
        return pad.repeat(checked(missing * pad.length()));
    }

    private static int checked(long length) {
        if (length > MAX_LENGTH) {
            throw new FunctionFailure("a text longer than " + MAX_LENGTH + " characters");
        }
        return (int) length;
    }

    /** All but so many characters at the beginning and the end as stars; all, if that would leave none to hide. */
    private static String mask(String text, long first, long last) {
        int length = length(text);
        if (bounded(first, length) + bounded(last, length) >= length) {
            return "*".repeat(length);
        }
        String end = right(text, last);
        String begin = left(text, first);
        return begin + "*".repeat(length - length(begin) - length(end)) + end;
    }

    /** Letters without accents and digits, in lower case, with a dash for all between them. */
    private static String slug(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        String dashed = NO_LETTERS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("-");
        int begin = dashed.startsWith("-") ? 1 : 0;
        return dashed.length() > begin && dashed.endsWith("-")
                ? dashed.substring(begin, dashed.length() - 1)
                : dashed.substring(begin);
    }

    private static String replace(String text, String search, String replacement, long limit) {
        if (search.isEmpty()) {
            throw new FunctionFailure("expected a text to replace, found an empty one");
        }
        StringBuilder result = new StringBuilder(text.length());
        int from = 0;
        int at = text.indexOf(search);
        for (long count = 0; at >= 0 && (count < limit || limit < 0); count++) {
            checked((long) result.length() + (at - from) + replacement.length());
            result.append(text, from, at).append(replacement);
            from = at + search.length();
            at = text.indexOf(search, from);
        }
        return result.append(text, from, text.length()).toString();
    }
}
