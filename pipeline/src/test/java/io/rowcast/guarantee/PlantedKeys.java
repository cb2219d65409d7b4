package io.rowcast.guarantee;

import io.lettuce.core.ScriptOutputType;
import io.rowcast.fixture.RedisView;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Somebody else's keys in the place of the pipeline's, which are put aside and brought back. */
final class PlantedKeys {
    private static final String ASIDE = "aside:";

    /** Those whose values the observers take for numbers, and those that are no row's. */
    private static final Set<String> SPARED = Set.of("rowcast:", ASIDE, "member:by-email:", "order-note:", "archive");

    /** A string becomes a hash, anything else a string; unless it has left since somebody looked. */
    private static final String PLANT = """
            if redis.call('EXISTS', KEYS[1]) == 0 then return false end
            local text = redis.call('TYPE', KEYS[1]).ok == 'string'
            redis.call('RENAME', KEYS[1], KEYS[2])
            if text then redis.call('HSET', KEYS[1], 'planted', '1') else redis.call('SET', KEYS[1], 'planted') end
            return 1
            """;

    /** Only if it is still there: a row that left has removed it, and one that came has set it. */
    private static final String RESTORE = """
            local planted
            if redis.call('TYPE', KEYS[1]).ok == 'string' then planted = redis.call('GET', KEYS[1]) == 'planted'
            elseif redis.call('TYPE', KEYS[1]).ok == 'hash' then planted = redis.call('HEXISTS', KEYS[1], 'planted') == 1 end
            if planted then redis.call('RENAME', KEYS[2], KEYS[1]) else redis.call('DEL', KEYS[2]) end
            return 1
            """;

    private final RedisView redis;
    private final Random random;
    private final List<String> planted = new ArrayList<>();

    PlantedKeys(RedisView redis, Random random) {
        this.redis = redis;
        this.random = random;
    }

    /** Plants so many, chosen at random. */
    void plant(int count) {
        List<String> keys = new ArrayList<>(redis.sync().keys("*"));
        keys.removeIf(key -> SPARED.stream().anyMatch(key::startsWith));
        keys.sort(null);
        for (int i = 0; i < count; i++) {
            String key = keys.remove(random.nextInt(keys.size()));
            Long done = redis.sync().eval(PLANT, ScriptOutputType.INTEGER, key, ASIDE + key);
            if (done != null) {
                planted.add(key);
            }
        }
    }

    /** Brings the pipeline's own back; returns how many. */
    int restore() {
        planted.forEach(key -> redis.sync().eval(RESTORE, ScriptOutputType.INTEGER, key, ASIDE + key));
        int count = planted.size();
        planted.clear();
        return count;
    }
}
