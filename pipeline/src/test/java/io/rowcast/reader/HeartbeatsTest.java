package io.rowcast.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.reader.catalog.SourceOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
    private static final SourceOffset ONE = new SourceOffset(Map.of("file", "b.1", "pos", 10, "gtids", "u:1-1"));
    private static final SourceOffset TWO = new SourceOffset(Map.of("file", "b.1", "pos", 90, "gtids", "u:1-2"));
    private static final SourceOffset WITHIN_TWO =
            new SourceOffset(Map.of("file", "b.1", "pos", 10, "gtids", "u:1-1", "event", 3L));

    @Test
    void betweenTransactionsAHeartbeatIsExact() {
        assertThat(new Heartbeats(Optional.of(ONE)).exact(TWO)).isTrue();
        assertThat(new Heartbeats(Optional.empty()).exact(ONE)).isTrue();
    }

    @Test
    void withinATransactionItMayLieBeforeRowsThatWereSent() {
        assertThat(new Heartbeats(Optional.of(ONE)).exact(WITHIN_TWO)).isFalse();
    }

    @Test
    void afterAStartWithinATransactionItsBeginIsBehindUs() {
        Heartbeats heartbeats = new Heartbeats(Optional.of(WITHIN_TWO));
        assertThat(heartbeats.exact(ONE)).isFalse();
        assertThat(heartbeats.exact(ONE)).isFalse();
        assertThat(heartbeats.exact(TWO)).isTrue();
        assertThat(heartbeats.exact(TWO)).isTrue();
    }

    @Test
    void aRowEndsThatDoubt() {
        Heartbeats heartbeats = new Heartbeats(Optional.of(WITHIN_TWO));
        heartbeats.row();
        assertThat(heartbeats.exact(TWO)).isTrue();
    }

    @Test
    void theEndOfATransactionWhoseRowsAreCommittedIsDueAtOnce() {
        Heartbeats heartbeats = new Heartbeats(Optional.of(ONE));
        heartbeats.committed(WITHIN_TWO);
        assertThat(heartbeats.due(TWO, WITHIN_TWO)).isTrue();
        heartbeats.committed(TWO);
        assertThat(heartbeats.due(TWO, TWO)).isFalse();
    }

    @Test
    void withoutGtidsThePlaceInTheFileSaysWhatIsComplete() {
        SourceOffset begin = new SourceOffset(Map.of("file", "b.1", "pos", 10));
        SourceOffset within = new SourceOffset(Map.of("file", "b.1", "pos", 10, "row", 2));
        Heartbeats heartbeats = new Heartbeats(Optional.of(within));
        assertThat(heartbeats.exact(begin)).isFalse();
        assertThat(heartbeats.exact(new SourceOffset(Map.of("file", "b.1", "pos", 99))))
                .isTrue();
    }
}
