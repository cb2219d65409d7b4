package io.rowcast.benchmark.pipeline;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The ways in which rows come into the binlog, each in a table of its own. */
enum Backlog {
    ONE("one-row transactions", 1_000_000, 1) {
        @Override
        String insert(long first) {
            return values(first, first + 1);
        }
    },
    HUNDRED("100-row transactions", 1_000_000, 100) {
        @Override
        String insert(long first) {
            return values(first, first + 100);
        }
    },
    WIDE("wide rows of 60 columns", 200_000, 100) {
        @Override
        String ddl() {
            return "CREATE TABLE " + table() + " (id BIGINT NOT NULL PRIMARY KEY, "
                    + IntStream.range(1, COLUMNS).mapToObj(Backlog::column).collect(Collectors.joining(", ")) + ")";
        }

        @Override
        String insert(long first) {
            return "INSERT INTO " + table() + " VALUES "
                    + LongStream.range(first, first + 100)
                            .mapToObj(id -> "(" + id + ","
                                    + IntStream.range(1, COLUMNS)
                                            .mapToObj(number -> value(number, id))
                                            .collect(Collectors.joining(","))
                                    + ")")
                            .collect(Collectors.joining(","));
        }
    };

    private static final int COLUMNS = 60;
    /** Statements in one trip to MySQL, each a transaction. */
    private static final int STATEMENTS = 100;

    private static final int CLIENTS = 4;

    final String title;
    final int rows;
    final int rowsInTransaction;

    Backlog(String title, int rows, int rowsInTransaction) {
        this.title = title;
        this.rows = rows;
        this.rowsInTransaction = rowsInTransaction;
    }

    /** With its database. */
    String table() {
        return Lab.DATABASE + "." + name().toLowerCase(Locale.ROOT);
    }

    String ddl() {
        return Customers.ddl(table());
    }

    abstract String insert(long first);

    String values(long from, long to) {
        return "INSERT INTO " + table() + " VALUES "
                + LongStream.range(from, to).mapToObj(Customers::sql).collect(Collectors.joining(","));
    }

    private static String column(int number) {
        return "c" + number
                + switch (number % 4) {
                    case 0 -> " INT NOT NULL";
                    case 1 -> " VARCHAR(40) NOT NULL";
                    case 2 -> " DECIMAL(12,2) NOT NULL";
                    default -> " DATETIME NOT NULL";
                };
    }

    private static String value(int number, long id) {
        return switch (number % 4) {
            case 0 -> Long.toString(id + number);
            case 1 -> "'text " + id + " of " + number + "'";
            case 2 -> id % 1000 + ".25";
            default -> "'2026-01-31 23:59:59'";
        };
    }

    /** Commits that many rows, by a few clients at once, each its own share of them. */
    void write(Lab lab, int count) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> shares = new ArrayList<>();
            int share = count / CLIENTS;
            for (int client = 0; client < CLIENTS; client++) {
                long first = (long) client * share;
                long end = client == CLIENTS - 1 ? count : first + share;
                shares.add(clients.submit(() -> {
                    write(lab, first, end);
                    return null;
                }));
            }
            for (Future<?> each : shares) {
                each.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private void write(Lab lab, long from, long end) throws SQLException {
        try (Connection connection = lab.connect();
                Statement statement = connection.createStatement()) {
            StringBuilder text = new StringBuilder();
            int statements = 0;
            for (long first = from; first < end; first += rowsInTransaction) {
                text.append(statements == 0 ? "" : ";").append(insert(first));
                if (++statements == STATEMENTS || first + rowsInTransaction >= end) {
                    statement.execute(text.toString());
                    text.setLength(0);
                    statements = 0;
                }
            }
        }
    }
}
