package io.rowcast.redis;

import java.util.Optional;

/** What Redis holds of a lane: who owns it, and its watermark; both empty in a Redis that never saw the lane. */
public record Held(Optional<String> owner, Optional<Watermark> watermark) {}
