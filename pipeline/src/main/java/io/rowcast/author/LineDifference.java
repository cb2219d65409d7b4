package io.rowcast.author;

import java.util.ArrayList;
import java.util.List;

/** Two lists of lines beside each other: what is missing, {@code -}, what is too much, {@code +}, and what both have. */
final class LineDifference {

    private LineDifference() {}

    /** Empty when they are the same. */
    static List<String> of(List<String> expected, List<String> found) {
        if (expected.equals(found)) {
            return List.of();
        }
        int[][] common = common(expected, found);
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < expected.size() || j < found.size()) {
            if (i < expected.size() && j < found.size() && expected.get(i).equals(found.get(j))) {
                lines.add("  " + expected.get(i));
                i++;
                j++;
            } else if (j == found.size() || (i < expected.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add("- " + expected.get(i++));
            } else {
                lines.add("+ " + found.get(j++));
            }
        }
        return lines;
    }

    /** How many lines, from i and j on, both have in the same order. */
    private static int[][] common(List<String> expected, List<String> found) {
        int[][] common = new int[expected.size() + 1][found.size() + 1];
        for (int i = expected.size() - 1; i >= 0; i--) {
            for (int j = found.size() - 1; j >= 0; j--) {
                common[i][j] = expected.get(i).equals(found.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
