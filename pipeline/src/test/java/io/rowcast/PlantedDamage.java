package io.rowcast;

import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Damage of every class to every kind of output, in places that no client writes to, and to counters that all clients move. */
final class PlantedDamage {
    private final RedisClusterCommands<String, String> redis;
    private final List<String> planted = new ArrayList<>();

    PlantedDamage(RedisClusterCommands<String, String> redis) {
        this.redis = redis;
    }

    /** Does it, and says what a verification is to find. */
    List<String> plant() {
        missing();
        stale();
        corrupt();
        orphans();
        spread();
        return planted;
    }

    private void missing() {
        for (String key : List.of("item:1", "item-name:1", "item-json:1", "item-by-code:c1", "item-offer:1")) {
            redis.del(key);
            planted.add("missing " + key);
        }
        redis.hdel("items-in:Cold", "1");
        redis.srem("members-in:Cold", "1");
        redis.srem("tagged:t1", "1");
        redis.zrem("prices-in:Cold", "1");
        redis.zrem("spots-in:Cold", "1");
        redis.setbit("bits-in:Cold", 1, 0);
        redis.srem("members-in:Oslo", "21"); // beside rows that change
        redis.hdel("worth", "Cold");
        redis.zrem("points", "Cold");
        planted.addAll(List.of(
                "missing items-in:Cold / 1",
                "missing members-in:Cold / 1",
                "missing tagged:t1 / 1",
                "missing prices-in:Cold / 1",
                "missing spots-in:Cold / 1",
                "missing bits-in:Cold / 1",
                "missing members-in:Oslo / 21",
                "missing worth / Cold",
                "missing points / Cold"));
    }

    private void stale() {
        redis.hset("item:2", "name", "old");
        redis.hset("item:3", "more", "than there is");
        redis.hdel("item:4", "price");
        redis.expire("item:5", 600);
        redis.set("item-name:2", "old");
        redis.set("item-json:2", "{}");
        redis.persist("item-cache:2");
        redis.expire("item-offer:2", 60);
        redis.set("item-by-code:c2", "3");
        redis.hset("items-in:Cold", "2", "old");
        redis.zadd("prices-in:Cold", -1, "2");
        redis.geoadd("spots-in:Cold", 1, 1, "2");
        redis.incrby("count-in:Oslo", 7);
        redis.hset("worth", "Moss", "-1.5");
        redis.zincrby("points", 1, "Bergen");
        planted.addAll(List.of(
                "stale item:2",
                "stale item:3",
                "stale item:4",
                "stale item:5",
                "stale item-name:2",
                "stale item-json:2",
                "stale item-cache:2",
                "stale item-offer:2",
                "stale item-by-code:c2",
                "stale items-in:Cold / 2",
                "stale prices-in:Cold / 2",
                "stale spots-in:Cold / 2",
                "stale count-in:Oslo",
                "stale worth / Moss",
                "stale points / Bergen"));
    }

    private void corrupt() {
        for (String key : List.of(
                "item:6", "top-in:Cold", "count-in:Cold", "arrivals-in:Cold", "log-of:Cold", "changes-in:Cold")) {
            redis.del(key);
            redis.sadd(key, "another type");
            planted.add("corrupt " + key);
        }
        redis.del("item-name:6");
        redis.hset("item-name:6", Map.of("another", "type"));
        planted.add("corrupt item-name:6");
    }

    private void orphans() {
        redis.hset("item:9999", "name", "ghost");
        redis.set("item-name:9999", "ghost");
        redis.set("item-gone:9999", "ghost");
        redis.set("item-by-code:c9999", "9999");
        redis.hset("items-in:Oslo", "9999", "ghost");
        redis.sadd("members-in:Oslo", "9999");
        redis.sadd("members-in:Nowhere", "9999");
        redis.zadd("prices-in:Oslo", 1, "9999");
        redis.geoadd("spots-in:Oslo", 1, 1, "9999");
        redis.setbit("bits-in:Oslo", 9999, 1);
        redis.set("count-in:Nowhere", "3");
        redis.hset("worth", "Nowhere", "3.25");
        planted.addAll(List.of(
                "orphan item:9999",
                "orphan item-name:9999",
                "orphan item-gone:9999",
                "orphan item-by-code:c9999",
                "orphan items-in:Oslo / 9999",
                "orphan members-in:Oslo / 9999",
                "orphan members-in:Nowhere / 9999",
                "orphan prices-in:Oslo / 9999",
                "orphan spots-in:Oslo / 9999",
                "orphan bits-in:Oslo / 9999",
                "orphan count-in:Nowhere",
                "orphan worth / Nowhere"));
        redis.set("item-gone:8888", "", io.lettuce.core.SetArgs.Builder.ex(60)); // a tombstone is right
    }

    /** To a table whose rows are in several partitions. */
    private void spread() {
        redis.del("spread:1");
        redis.hset("spread:2", "points", "-1");
        redis.srem("spread-in:Oslo", "3");
        redis.sadd("spread-in:Oslo", "9999");
        redis.hincrby("spread-sum", "Oslo", 5);
        planted.addAll(List.of(
                "missing spread:1",
                "stale spread:2",
                "missing spread-in:Oslo / 3",
                "orphan spread-in:Oslo / 9999",
                "stale spread-sum / Oslo"));
    }
}
