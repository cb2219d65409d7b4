package io.rowcast.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code explain} is asked: rows of MySQL as if inserted, or the change that two files tell of.
 *
 * @param where in SQL; without it, and without files, any rows
 * @param before a row as it was; empty with an {@code after} for an insert
 * @param after a row as it is; empty with a {@code before} for a delete
 */
public record ExplainRequest(
        String table, Optional<String> where, int limit, Optional<Path> before, Optional<Path> after) {

    public boolean hasFiles() {
        return before.isPresent() || after.isPresent();
    }
}
