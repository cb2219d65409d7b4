package io.rowcast;

import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a Redis says of itself that is worth a thought. */
final class RedisAdvice {

    private RedisAdvice() {}

    /**
     * @param key one of our own
     * @param expires whether mappings make keys that end by themselves
     * @param replicas how many must have a batch
     */
    static List<String> of(String address, RedisSession session, String key, boolean expires, int replicas)
            throws RedisAwayException {
        Map<String, Map<String, String>> facts = new LinkedHashMap<>(session.info("memory"));
        for (String section : List.of("persistence", "replication", "server")) {
            session.info(section).forEach((server, more) -> facts.merge(server, more, RedisAdvice::together));
        }
        Map<String, String> ofDefault = session.missingRightsOfDefault(key);
        List<String> advice = new ArrayList<>();
        facts.forEach((server, found) -> {
            String named = server.isEmpty() ? address : address + " (" + server + ")";
            advice.addAll(of(named, found, expires, replicas));
            if (ofDefault.containsKey(server)
                    && found.getOrDefault("aof_enabled", "0").equals("1")) {
                advice.add(named + ": found appendonly yes and a user 'default' that may not write ("
                        + ofDefault.get(server)
                        + "): many versions of Redis and Valkey load the transactions of their file as that user, and drop them"
                        + " (redis/redis#14541), so that a restart loses what Rowcast wrote; expected one that may, even if it is"
                        + " off. Fix: ACL SETUSER default off ~* &* +@all, in the file of the ACL too");
            }
        });
        return advice;
    }

    private static Map<String, String> together(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(some);
        all.putAll(more);
        return all;
    }

    private static List<String> of(String address, Map<String, String> facts, boolean expires, int replicas) {
        String policy = facts.getOrDefault("maxmemory_policy", "unknown");
        boolean limited = !facts.getOrDefault("maxmemory", "0").equals("0");
        List<String> advice = new ArrayList<>();
        if (policy.startsWith("allkeys")) {
            advice.add(address + ": found maxmemory-policy " + policy
                    + ", by which Redis drops any key when its memory is full, and nothing brings it back until its row"
                    + " changes; expected noeviction, or volatile-ttl with a ttl on what may go");
        } else if (policy.startsWith("volatile") && !expires) {
            advice.add(address + ": found maxmemory-policy " + policy
                    + ", but no mapping has a ttl, so that it frees nothing; expected noeviction, or ttl in mappings");
        } else if (policy.equals("noeviction") && limited && expires) {
            advice.add(address + ": found ttl in mappings and maxmemory-policy noeviction with maxmemory "
                    + facts.get("maxmemory_human")
                    + ": a key stays until its time ends, and when memory is full before"
                    + " that, Redis refuses writes and Rowcast waits; volatile-ttl would drop those that end soonest");
        }
        if (facts.getOrDefault("aof_enabled", "1").equals("0")) {
            advice.add(address
                    + ": found appendonly no: what Redis loses at a restart is written again from Kafka, or, when"
                    + " that is gone, needs 'rowcast recover'; expected appendonly yes");
        }
        String version = facts.getOrDefault("redis_version", "");
        if (version.matches("[1-5]\\..*")) {
            advice.add(address + ": found Redis " + version
                    + "; expected 6.0 or newer, as it is tested with. Fix: upgrade it");
        }
        if (replicas == 0 && !facts.getOrDefault("connected_slaves", "0").equals("0")) {
            advice.add(
                    address + ": found " + facts.get("connected_slaves")
                            + " replicas and no redis.wait: a failover may lose writes that were acknowledged; Rowcast applies them"
                            + " again, and readers see older values meanwhile; expected redis.wait: {replicas: 1}, or that this will do");
        }
        String connected = facts.getOrDefault("connected_slaves", "0");
        if (Integer.parseInt(connected) < replicas) {
            advice.add(address + ": found " + connected + " replicas connected; expected at least " + replicas
                    + ", as redis.wait asks for: without them the writer waits");
        }
        return advice;
    }
}
