package io.rowcast.reader;

import io.rowcast.model.TableId;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement that the binlog has in place of the rows it changed, because a session has {@code binlog_format} STATEMENT or
 * MIXED. What it did to a captured table cannot be known.
 */
final class WrittenStatement {
    private static final String SPACE = "(?:\\s|/\\*(?!!).*?\\*/|(?:--\\s|#)[^\\n]*\\n)";
    private static final String NAME = "(`(?:[^`]|``)+`|[\\p{L}\\p{N}_$]+)";
    private static final Pattern VERB = Pattern.compile(
            "^" + SPACE + "*(INSERT|REPLACE|UPDATE|DELETE|WITH|SELECT|DO|CALL|LOAD)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** What an INSERT or REPLACE writes into; it may read from any other table. */
    private static final Pattern TARGET = Pattern.compile(
            "^" + SPACE + "*(?:INSERT|REPLACE)(?:" + SPACE + "+(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE|INTO))*"
                    + SPACE + "+" + NAME + "(?:\\s*\\.\\s*" + NAME + ")?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern NAMES = Pattern.compile(NAME + "(?:\\s*\\.\\s*" + NAME + ")?");

    /** Comes with each transaction, so that it is worth not being searched. */
    private static final String BEGIN = "BEGIN";

    private WrittenStatement() {}

    /** Whether it changes rows, and is neither DDL nor the begin or end of a transaction. */
    static boolean isStatement(String sql) {
        return !sql.equals(BEGIN) && VERB.matcher(sql).find();
    }

    /**
     * @param database that unqualified names belong to
     * @throws LostChangeException when it may have changed a captured table
     */
    static void requireOthers(String sql, String database, Predicate<TableId> captured) {
        Matcher verb = VERB.matcher(sql);
        if (!verb.find()) {
            return;
        }
        switch (verb.group(1).toUpperCase(Locale.ROOT)) {
            case "INSERT", "REPLACE" -> require(TARGET.matcher(sql), database, captured);
            case "UPDATE", "DELETE", "WITH" -> require(NAMES.matcher(sql), database, captured);
            default -> throw lost("a statement");
        }
    }

    private static void require(Matcher names, String database, Predicate<TableId> captured) {
        while (names.find()) {
            String first = unquoted(names.group(1));
            boolean qualified = names.group(2) != null;
            if (!qualified && database.isEmpty()) {
                continue;
            }
            TableId table = qualified ? new TableId(first, unquoted(names.group(2))) : new TableId(database, first);
            if (captured.test(table)) {
                throw lost("a statement about " + table);
            }
        }
    }

    private static LostChangeException lost(String what) {
        return new LostChangeException(
                "found: " + what + " in the binlog, in place of the rows that it changed; expected:"
                        + " rows, with binlog_format=ROW in every session");
    }

    private static String unquoted(String name) {
        return name.startsWith("`") ? name.substring(1, name.length() - 1).replace("``", "`") : name;
    }
}
