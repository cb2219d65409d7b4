package io.rowcast.model;

/** What an output needs of a Redis server beyond the commands that every supported version has. */
public enum Feature {
    /** The RedisJSON commands: a module, or part of Redis 8. */
    JSON
}
