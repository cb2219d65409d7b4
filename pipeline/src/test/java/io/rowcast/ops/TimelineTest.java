package io.rowcast.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Health;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private final Component writer = new Component(
            "writer",
            () -> new Health(Health.State.OK, ""),
            () -> Map.of("rows", 7L, "lagSeconds", 0.5, "unknown", Double.NaN, "role", "active", "tables", Map.of()));

    @Test
    void keepsTheNumbersOfEachPartAndNothingElse() {
        Timeline timeline = at(1000);

        timeline.take();

        assertThat(timeline.after(0))
                .containsExactly(new Timeline.Sample(1000, Map.of("writer.rows", 7L, "writer.lagSeconds", 0.5)));
        assertThat(timeline.after(1000)).isEmpty();
    }

    @Test
    void keepsTenMinutes() {
        Timeline timeline = at(1000);

        for (int i = 0; i < 1000; i++) {
            timeline.take();
        }

        assertThat(timeline.after(0)).hasSize(300);
    }

    private Timeline at(long millis) {
        return new Timeline(List.of(writer), Clock.fixed(Instant.ofEpochMilli(millis), ZoneOffset.UTC));
    }
}
