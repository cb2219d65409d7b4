package io.rowcast.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.TableId;
import io.rowcast.model.TableReset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotesTest {
    private static final String TOPIC = "topic-id";

    private final Barrier reset = new Barrier(new TableReset(TableId.parse("shop.people"), "g1", true), 10, 11, null);

    @Test
    void allHaveArrivedWhenEveryCopySaysSoOfEach() {
        Notes none = new Notes(List.of(Map.of(), Map.of()), TOPIC);
        Map<String, String> both = new HashMap<>(none.arrival(0, reset));
        Map<String, String> one = Map.copyOf(both);
        both.putAll(none.arrival(1, reset));

        assertThat(new Notes(List.of(both, both), TOPIC).allArrived(reset, 2)).isTrue();
        assertThat(new Notes(List.of(both, one), TOPIC).allArrived(reset, 2)).isFalse();
        assertThat(new Notes(List.of(both, one), TOPIC).hasArrived(0, reset)).isTrue();
        assertThat(new Notes(List.of(both, one), TOPIC).hasArrived(1, reset)).isFalse();
    }

    @Test
    void aMasterThatWentBackUndoesWhatWasDone() {
        Notes none = new Notes(List.of(Map.of()), TOPIC);
        Map<String, String> done = new Notes(List.of(none.arrival(0, reset)), TOPIC).done(reset, 1);

        assertThat(new Notes(List.of(done, done), TOPIC).isDone(0, reset)).isTrue();
        assertThat(new Notes(List.of(done, Map.of()), TOPIC).isDone(0, reset)).isFalse();
    }

    @Test
    void aLaterAnnouncementIsBehindAnEarlierOne() {
        Map<String, String> done = Map.of("done:0", "90@" + TOPIC);

        assertThat(new Notes(List.of(done), TOPIC).isDone(0, reset)).isTrue();
        assertThat(new Notes(List.of(done), "another topic of that name").isDone(0, reset))
                .isFalse();
    }
}
