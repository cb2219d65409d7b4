package io.rowcast.model;

/**
 * What MySQL declares of a column beyond its {@link ColumnType}. Needed only where values come in another form than our
 * own reader's.
 *
 * @param dataType {@code DATA_TYPE} of information_schema in lower case, like {@code bigint}
 * @param precision digits of a DECIMAL, 0 where there is none
 * @param digits behind the point of a DECIMAL or of the seconds of a time
 * @param nullable whether it can be NULL
 * @param defaulted whether it has a default that is not NULL
 */
public record ColumnDefinition(String dataType, int precision, int digits, boolean nullable, boolean defaulted) {}
