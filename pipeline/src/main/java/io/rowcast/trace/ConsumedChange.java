package io.rowcast.trace;

import io.rowcast.model.TableId;
import java.time.Instant;

/**
 * What a trace says of a change that the writer applies.
 *
 * @param group of the writers
 * @param polled when it came from Kafka
 * @param mapped when it had become commands
 * @param commands how many
 */
public record ConsumedChange(
        TableId table,
        String topic,
        int partition,
        long offset,
        String group,
        Instant polled,
        Instant mapped,
        int commands) {}
