package io.rowcast.redis;

import io.rowcast.model.Command;
import java.util.List;
import java.util.Map;

/**
 * What takes effect in Redis at once: the commands in order, and the watermark that each lane has afterwards. A batch
 * may leave the watermarks where they are.
 */
public record Batch(List<Command> commands, Map<LaneId, Watermark> watermarks) {}
