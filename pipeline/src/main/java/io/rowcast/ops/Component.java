package io.rowcast.ops;

import io.rowcast.model.Health;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A part of the pipeline as it is watched. Both functions are called by HTTP threads and answer at once.
 *
 * @param name as the pages show it
 * @param status what it is doing: text, numbers, booleans, instants, durations, records, lists and maps of them
 */
public record Component(String name, Supplier<Health> health, Supplier<Map<String, Object>> status) {}
