package io.debezium.connector.binlog.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinlogTimeTest {

    private static ByteArrayInputStream bytes(String hex) {
        return new ByteArrayInputStream(HexFormat.of().parseHex(hex));
    }

    @ParameterizedTest
    @CsvSource({"000000, 0000-00-00", "5fd40f, 2026-02-31", "00d40f, 2026-00-00", "9f1f4e, 9999-12-31"})
    void datesNeedNoCalendar(String hex, String text) throws IOException {
        assertThat(BinlogTime.date(bytes(hex))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 800000, 00:00:00",
        "0, b46efb, 838:59:59",
        "0, 7fffff, -00:00:01",
        "1, 7ffffff6, -00:00:00.1",
        "6, 7fffffffffff, -00:00:00.000001",
        "6, 4b9104f0bdc1, -838:59:59.999999",
        "3, 80000104ce, 00:00:01.123"
    })
    void timesAreSigned(int digits, String hex, String text) throws IOException {
        assertThat(BinlogTime.time(digits, bytes(hex))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 8000000000, 0000-00-00 00:00:00",
        "2, 800000000000, 0000-00-00 00:00:00.00",
        "0, 99b93e1083, 2026-02-31 01:02:03",
        "6, fef3ff7efb0f423f, 9999-12-31 23:59:59.999999"
    })
    void dateTimesNeedNoCalendar(int digits, String hex, String text) throws IOException {
        assertThat(BinlogTime.dateTime(digits, bytes(hex))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00000000, 0000-00-00 00:00:00",
        "3, 000000000000, 0000-00-00 00:00:00.000",
        "0, 00000001, 1970-01-01 00:00:01",
        "6, 7fffffff0f423f, 2038-01-19 03:14:07.999999"
    })
    void timestampsAreUtc(int digits, String hex, String text) throws IOException {
        assertThat(BinlogTime.timestamp(digits, bytes(hex))).isEqualTo(text);
    }
}
