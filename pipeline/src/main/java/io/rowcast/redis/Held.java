package io.rowcast.redis;

import java.util.Optional;

/** What Redis holds of a lane: who owns it, and its watermark; both empty in a Redis that never saw the lane. */
public record Held(Optional<String> owner, Optional<Watermark> watermark, Evidence evidence) {

    /** What a watermark that is lower than acknowledged tells. */
    public enum Evidence {
        /** It is stored with every batch: writes are lost. */
        WITH_EVERY_BATCH,
        /** It is stored from time to time: nothing, and all that was acknowledged is there. */
        COMPLETE,
        /** It is stored from time to time, but writes are lost. */
        LOST
    }

    Held(Optional<String> owner, Optional<Watermark> watermark) {
        this(owner, watermark, Evidence.WITH_EVERY_BATCH);
    }

    /** Whether writes are lost that were acknowledged up to an offset. */
    public boolean lost(long acknowledged, long found) {
        return switch (evidence) {
            case WITH_EVERY_BATCH -> found < acknowledged;
            case COMPLETE -> false;
            case LOST -> true;
        };
    }
}
