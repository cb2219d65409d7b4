package io.rowcast.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDoubleTest {

    /** The texts are what MySQL 8.0.33 shows for these numbers as JSON. */
    @ParameterizedTest
    @CsvSource({
        "1e14, 100000000000000.0",
        "1e15, 1e15",
        "1.5e15, 1.5e15",
        "123456789012345.6, 123456789012345.6",
        "1e-4, 0.0001",
        "1.5e-5, 0.000015",
        "1e-14, 0.00000000000001",
        "1.25e-14, 0.0000000000000125",
        "1e-15, 0.000000000000001",
        "1e-16, 1e-16",
        "1.5e-16, 1.5e-16",
        "1e100, 1e100",
        "-2e-3, -0.002",
        "-0.0, -0.0",
        "0.0, 0.0",
        "12345678.5, 12345678.5",
        "5e-324, 5e-324",
        "-1.7976931348623157e308, -1.7976931348623157e308",
        "1.2345678901234567e16, 1.2345678901234568e16",
        "1234567890123456789012, 1.2345678901234568e21"
    })
    void writesWhatMySqlWrites(double value, String text) {
        assertThat(JsonDouble.text(value)).isEqualTo(text);
    }

    @Test
    void everyDoubleReadsBackTheSame() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(JsonDouble.text(value))).isEqualTo(value);
            }
        }
    }
}
