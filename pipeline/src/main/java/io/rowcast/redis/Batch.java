package io.rowcast.redis;

import io.rowcast.model.Command;
import java.util.List;
import java.util.Map;

/**
 * What takes effect in Redis at once, in a Cluster at once for each slot: the commands in order, and the watermark that
 * each lane has afterwards. A batch may leave the watermarks where they are.
 *
 * @param origins the records that the commands come from, in their order
 */
public record Batch(List<Command> commands, List<Origin> origins, Map<LaneId, Watermark> watermarks) {}
