package io.rowcast.author;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.model.ColumnType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenTypeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int unsigned|INTEGER|false|-1",
                "bigint unsigned|UNSIGNED|false|-1",
                "BIGINT(20) UNSIGNED NOT NULL|UNSIGNED|false|-1",
                "boolean null|INTEGER|true|-1",
                "decimal(10,2)|DECIMAL|false|2",
                "numeric(10) null|DECIMAL|true|0",
                "decimal|DECIMAL|false|-1",
                "double precision|FLOATING|false|-1",
                "varchar(40) null|TEXT|true|-1",
                "enum('a', 'it''s (b)') null|TEXT|true|-1",
                "datetime(3)|DATETIME|false|3",
                "timestamp|TIMESTAMP|false|-1",
                "bit(64)|UNSIGNED|false|-1",
                "bit(8)|INTEGER|false|-1",
                "mediumblob|BINARY|false|-1",
                "json|JSON|false|-1",
                "point|OTHER|false|-1",
                "INTEGER?|INTEGER|true|-1",
                "UNSIGNED|UNSIGNED|false|-1",
                "FLOATING?|FLOATING|true|-1"
            })
    void typesAreReadAsMySqlWritesThem(String text, ColumnType type, boolean nullable, int fraction) {
        assertThat(WrittenType.parse(text)).isEqualTo(new WrittenType(type, nullable, fraction));
    }

    @Test
    void everyKindOfValueCanBeWritten() {
        for (ColumnType type : ColumnType.values()) {
            assertThat(WrittenType.parse(type.name()).type()).isEqualTo(type);
        }
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> WrittenType.parse("strnig(4)"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("found 'strnig(4)'; expected a type of MySQL like int, bigint unsigned, varchar(40),"
                        + " decimal(10,2) null");
        assertThatThrownBy(() -> WrittenType.parse("int nul")).hasMessageStartingWith("found 'int nul'");
    }
}
