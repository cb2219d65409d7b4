package io.rowcast.redis;

import java.util.Map;

/** The fields of a large hash, some at a time. Those that are added or removed meanwhile may be there or not. */
public interface HashPages {

    boolean hasNext();

    /** Some fields with their values; none of it when the rest of the hash is elsewhere. */
    Map<String, String> next() throws RedisAwayException;
}
