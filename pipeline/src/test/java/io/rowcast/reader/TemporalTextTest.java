package io.rowcast.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemporalTextTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0, 00:00:00",
        "PT-0.1S, 1, -00:00:00.1",
        "PT-1H-0.5S, 6, -01:00:00.500000",
        "PT838H59M59S, 0, 838:59:59",
        "PT1.000001S, 6, 00:00:01.000001",
        "PT1S, 3, 00:00:01.000"
    })
    void timesAreDurations(Duration time, int digits, String text) {
        assertThat(TemporalText.time(time, digits)).isEqualTo(text);
    }

    @Test
    void datesHaveFourDigitsOfYear() {
        assertThat(TemporalText.date(LocalDate.of(99, 1, 2))).isEqualTo("0099-01-02");
        assertThat(TemporalText.date(LocalDate.of(9999, 12, 31))).isEqualTo("9999-12-31");
    }

    @Test
    void fractionsAreAsLongAsTheColumnSays() {
        LocalDateTime time = LocalDateTime.of(2026, 1, 31, 23, 59, 59, 120_000_000);
        assertThat(TemporalText.dateTime(time, 0)).isEqualTo("2026-01-31T23:59:59");
        assertThat(TemporalText.dateTime(time, 2)).isEqualTo("2026-01-31T23:59:59.12");
        assertThat(TemporalText.dateTime(time, 6)).isEqualTo("2026-01-31T23:59:59.120000");
    }

    @Test
    void timestampsAreUtc() {
        ZonedDateTime time = ZonedDateTime.of(2026, 1, 1, 1, 0, 0, 0, ZoneId.of("+02:00"));
        assertThat(TemporalText.timestamp(time, 0)).isEqualTo("2025-12-31T23:00:00Z");
    }

    @Test
    void whatIsNoTimeIsRefused() {
        assertThatThrownBy(() -> TemporalText.date(1.5)).isInstanceOf(UnconvertibleValueException.class);
    }
}
