package io.rowcast.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeLeftTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT0S, 3600, 3600",
        "PT-2H, 3600, 3600",
        "PT60S, 3600, 3600",
        "PT10M, 3600, 3000",
        "PT59M30S, 3600, 60",
        "PT25H, 3600, 60",
        "PT25H, 30, 30"
    })
    void aLateRowGetsWhatIsLeft(Duration age, long seconds, String expected) {
        List<Command> commands = new ArrayList<>(List.of(expire(100_000), expire(seconds)));

        new TimeLeft(Clock.fixed(NOW, ZoneOffset.UTC)).shorten(commands, 1, NOW.minus(age));

        assertThat(commands).containsExactly(expire(100_000), Command.of(Verb.EXPIRE, "key", expected));
    }

    private static Command expire(long seconds) {
        return Command.of(Verb.EXPIRE, "key", Long.toString(seconds));
    }
}
