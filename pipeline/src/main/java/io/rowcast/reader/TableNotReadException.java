package io.rowcast.reader;

import io.rowcast.model.TableId;
import java.sql.SQLException;

/** A table could not be read as a whole. */
final class TableNotReadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TableNotReadException(TableId table, SQLException cause) {
        super("table " + table + " could not be read as a whole: " + cause.getMessage(), cause);
    }
}
