package io.rowcast.redis;

import java.util.List;
import java.util.Map;

/**
 * Places as they were found, one for each look, and how far the lanes had come before and after that. A lane of which Redis
 * holds nothing is in neither map.
 */
public record Looked(Map<LaneId, Long> before, List<Found> found, Map<LaneId, Long> after) {

    /** Whether nothing was applied in between. */
    public boolean still() {
        return before.equals(after);
    }
}
