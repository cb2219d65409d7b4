package io.rowcast.model;

/** What an output needs of a Redis server beyond the commands that every supported version has. */
public enum Feature {
    /** The commands {@code JSON.…}. */
    JSON("JSON.SET: Redis 8, Redis Stack, or the module RedisJSON from 2.0 on; or string with value: json instead");

    private final String expected;

    Feature(String expected) {
        this.expected = expected;
    }

    /** Which command tells that a server has it, which servers do, and what to write where none can be had. */
    public String expected() {
        return expected;
    }
}
