package io.rowcast.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckpointTest {
    @Test
    void itReadsBackWhatItWrote() {
        Watermark watermark = new Watermark(7, 7, "topic-id", "{\"gtid\": \"a:1\"}\nmore");
        Checkpoint full = new Checkpoint("me", 3, "0-5460,7000", watermark);

        assertThat(Checkpoint.parse(full.text())).isEqualTo(full);
        assertThat(Checkpoint.parse(full.at(new Watermark(8, 8, "topic-id")).text()))
                .isEqualTo(new Checkpoint("me", 3, "0-5460,7000", new Watermark(8, 8, "topic-id")));
        assertThat(Checkpoint.parse(full.at(null).text())).isEqualTo(full.at(null));
    }

    @Test
    void itSpeaksOfEachSlotOfItsRanges() {
        var slots = new Checkpoint("me", 0, "0-2,7", null).slots();

        assertThat(slots.stream()).containsExactly(0, 1, 2, 7);
    }
}
