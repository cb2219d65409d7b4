package io.rowcast.model;

/**
 * What kind of value a MySQL column holds, as far as the mapping cares. It decides the Java type of the value in a
 * {@link Row}, the CEL type of the column, and which characters its text can have.
 */
public enum ColumnType {
    /** All integers that fit a signed 64-bit integer, BOOLEAN, YEAR and BIT(1..63): {@code Long}. */
    INTEGER,
    /** BIGINT UNSIGNED and BIT(64): {@code Long}, or {@code BigInteger} above 2^63-1. */
    UNSIGNED,
    /** DECIMAL and NUMERIC: {@code String}, exact, with the column's scale. */
    DECIMAL,
    /** FLOAT and DOUBLE: {@code Double}. */
    FLOATING,
    /** CHAR, VARCHAR, the TEXT types, ENUM and SET: {@code String}. */
    TEXT,
    /** BINARY, VARBINARY, the BLOB types: {@code String}, base64. */
    BINARY,
    /** DATE: {@code String}, {@code 2026-01-31}. */
    DATE,
    /** TIME: {@code String}, {@code -01:00:00.5}, with the column's fraction digits. */
    TIME,
    /** DATETIME: {@code String}, {@code 2026-01-31T23:59:59}, in no time zone. */
    DATETIME,
    /** TIMESTAMP: {@code String}, {@code 2026-01-31T23:59:59Z}, in UTC. */
    TIMESTAMP,
    /** JSON: {@link JsonText}. */
    JSON,
    /** Everything else (spatial types, VECTOR): {@link JsonText}. */
    OTHER
}
