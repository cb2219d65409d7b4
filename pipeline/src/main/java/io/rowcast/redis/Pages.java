package io.rowcast.redis;

import java.util.List;

/** What a SCAN finds, some at a time, while Redis goes on serving others. Some may come twice. */
public interface Pages {

    boolean hasNext();

    List<String> next() throws RedisAwayException;
}
