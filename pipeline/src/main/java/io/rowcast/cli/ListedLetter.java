package io.rowcast.cli;

/**
 * A waiting dead letter as a list shows it: without a value of its row.
 *
 * @param position topic-partition@offset of the record
 * @param since when it was put there, as ISO-8601 in UTC
 * @param held how many later changes wait for it
 */
public record ListedLetter(String position, String table, String since, String reason, int held) {

    String line() {
        String behind = held == 0 ? "" : ", holds " + held;
        return "%s  %s  %s%s%n    %s".formatted(since, position, table, behind, reason);
    }
}
