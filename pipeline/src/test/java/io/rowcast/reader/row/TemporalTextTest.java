package io.rowcast.reader.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class TemporalTextTest {

    @Test
    void mySqlsTextBecomesIso() {
        assertThat(TemporalText.plain("-838:59:59.5")).isEqualTo("-838:59:59.5");
        assertThat(TemporalText.dateTime("2026-01-31 23:59:59.12")).isEqualTo("2026-01-31T23:59:59.12");
        assertThat(TemporalText.timestamp("2026-01-31 23:59:59")).isEqualTo("2026-01-31T23:59:59Z");
    }

    @Test
    void zeroDatesKeepTheirZeros() {
        assertThat(TemporalText.plain("2026-00-00")).isEqualTo("2026-00-00");
        assertThat(TemporalText.timestamp("0000-00-00 00:00:00")).isEqualTo("0000-00-00T00:00:00Z");
    }

    @Test
    void whatIsNotMySqlsTextIsRefused() {
        assertThatThrownBy(() -> TemporalText.plain(LocalDate.EPOCH)).isInstanceOf(UnconvertibleValueException.class);
    }
}
