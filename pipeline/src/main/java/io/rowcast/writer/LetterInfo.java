package io.rowcast.writer;

import io.rowcast.redis.LaneId;
import java.time.Instant;

/**
 * A dead letter that waits.
 *
 * @param offset of the record in its lane
 * @param place offset of the letter in the topic of the dead letters
 * @param held how many later ones wait for it
 */
public record LetterInfo(LaneId lane, long offset, long place, Instant since, int held) {

    /** Topic-partition@offset of the record. */
    public String position() {
        return lane + "@" + offset;
    }
}
