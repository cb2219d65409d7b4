package io.rowcast.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a mistyped one was probably meant to be. */
public final class ClosestName {

    private ClosestName() {}

    /** The known name nearest in spelling; empty when none is within a third of its letters. */
    public static Optional<String> of(String written, Collection<String> known) {
        String lower = written.toLowerCase(Locale.ROOT);
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))))
                .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= Math.max(2, name.length() / 3))
                .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) < name.length());
    }

    /** Levenshtein: insertions, deletions and replacements of one letter. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            previous = nextRow(previous, a.charAt(i - 1), b, i);
        }
        return previous[b.length()];
    }

    private static int[] nextRow(int[] previous, char letter, String b, int row) {
        int[] next = new int[b.length() + 1];
        next[0] = row;
        for (int j = 1; j <= b.length(); j++) {
            int replaced = previous[j - 1] + (letter == b.charAt(j - 1) ? 0 : 1);
            next[j] = Math.min(replaced, Math.min(previous[j], next[j - 1]) + 1);
        }
        return next;
    }
}
