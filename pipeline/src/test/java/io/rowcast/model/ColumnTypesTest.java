package io.rowcast.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTypesTest {

    @ParameterizedTest
    @CsvSource({
        "INT UNSIGNED, 0, INTEGER",
        "TINYINT, 1, INTEGER",
        "BOOLEAN, 0, INTEGER",
        "INTEGER, 0, INTEGER",
        "YEAR, 4, INTEGER",
        "BIGINT, 20, INTEGER",
        "BIGINT UNSIGNED, 0, UNSIGNED",
        "BIGINT UNSIGNED ZEROFILL, 20, UNSIGNED",
        "BIGINT ZEROFILL, 20, UNSIGNED",
        "SERIAL, 0, UNSIGNED",
        "BIT, 1, INTEGER",
        "BIT, 64, UNSIGNED",
        "NUMERIC, 10, DECIMAL",
        "DECIMAL UNSIGNED, 10, DECIMAL",
        "DOUBLE PRECISION, 0, FLOATING",
        "DOUBLE PRECISION UNSIGNED, 0, FLOATING",
        "REAL, 0, FLOATING",
        "FLOAT UNSIGNED, 0, FLOATING",
        "NATIONAL CHARACTER VARYING, 9, TEXT",
        "VARCHAR, 9, TEXT",
        "LONGTEXT, 0, TEXT",
        "LONG VARCHAR, 0, TEXT",
        "LONG VARBINARY, 0, BINARY",
        "CHAR BYTE, 3, BINARY",
        "MEDIUMBLOB, 0, BINARY",
        "ENUM, 1, TEXT",
        "SET, 1, TEXT",
        "DATE, 0, DATE",
        "TIME, 6, TIME",
        "DATETIME, 6, DATETIME",
        "TIMESTAMP, 6, TIMESTAMP",
        "JSON, 0, JSON",
        "GEOMETRY, 0, OTHER",
        "POINT, 0, OTHER",
        "VECTOR, 3, OTHER"
    })
    void everyWordOfDdlIsKnown(String written, int length, ColumnType expected) {
        assertThat(ColumnTypes.written(written, length)).isEqualTo(expected);
    }
}
