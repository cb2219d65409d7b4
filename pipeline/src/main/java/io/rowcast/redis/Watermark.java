package io.rowcast.redis;

import org.jspecify.annotations.Nullable;

/**
 * How far a lane has come in this Redis, stored in the same transaction as the data.
 *
 * @param offset the Kafka offset of the first record that is not applied
 * @param checked the offset up to which every reply was seen and every failure lies in the dead letters; what lies
 *     between it and {@code offset} was applied by a writer that may have died before it looked
 * @param topicId Kafka's id of the topic that the offsets count in: a re-created topic of the same name has another
 * @param source how far that is in the source, as text of the writer's own; {@code null} where Kafka's offset says all
 */
public record Watermark(
        long offset, long checked, String topicId, @Nullable String source) {

    public Watermark {
        if (checked > offset) {
            throw new IllegalArgumentException("checked " + checked + " is beyond the offset " + offset);
        }
    }

    public Watermark(long offset, long checked, String topicId) {
        this(offset, checked, topicId, null);
    }
}
