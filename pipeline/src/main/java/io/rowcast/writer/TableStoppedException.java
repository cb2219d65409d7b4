package io.rowcast.writer;

/** A record of a table cannot be mapped before a person has changed something; says what was found and expected. */
final class TableStoppedException extends Exception {
    private static final long serialVersionUID = 1L;

    TableStoppedException(String message) {
        super(message);
    }
}
