package io.rowcast.model;

import java.util.List;

/**
 * What the pipeline does to a Redis key. Each is a Redis command, except those that say here what they do: exact decimal
 * additions, the Bloom filter of either kind, and the members of a JSON document that several rows share.
 */
public enum Verb {
    SET(KeyType.ANY),
    APPEND(KeyType.STRING),
    SETBIT(KeyType.STRING),
    UNLINK(KeyType.ANY),
    EXPIRE(KeyType.ANY),
    EXPIREAT(KeyType.ANY),
    PERSIST(KeyType.ANY),
    HSET(KeyType.HASH),
    HDEL(KeyType.HASH),
    SADD(KeyType.SET),
    SREM(KeyType.SET),
    ZADD(KeyType.ZSET),
    ZREM(KeyType.ZSET),
    ZINCRBY(KeyType.ZSET),
    ZREMRANGEBYRANK(KeyType.ZSET),
    GEOADD(KeyType.ZSET),
    RPUSH(KeyType.LIST),
    LPUSH(KeyType.LIST),
    LTRIM(KeyType.LIST),
    XADD(KeyType.STREAM),
    /** Its key is a channel, which no type can be wrong for. */
    PUBLISH(KeyType.ANY),
    INCRBY(KeyType.STRING),
    HINCRBY(KeyType.HASH),
    /** Key, amount: adds an exact decimal to a string; {@code INCRBYFLOAT} is binary floating point. */
    ADD_DECIMAL(KeyType.STRING),
    /** Key, field, amount: adds an exact decimal to a hash field. */
    HADD_DECIMAL(KeyType.HASH),
    /**
     * Key, item, capacity, error rate: adds an item to a Bloom filter. Redis's own where the server has it, else a bitmap;
     * so only the server knows the type of the key.
     */
    BLOOM_ADD(KeyType.BLOOM),
    /** Key, JSONPath, JSON text. */
    JSON_SET("JSON.SET", KeyType.JSON),
    /**
     * Key, container, then name and JSON text of each member: sets these members of an object and leaves its others. The
     * container is a JSON array of the names that lead to it from the root; what lacks on the way is made.
     */
    JSON_PUT(KeyType.JSON),
    /** Key, container, names: removes these members, then each container that is empty, up to the key itself. */
    JSON_REMOVE(KeyType.JSON),
    /**
     * Key, container, n, then name and JSON text of each member, the first n of which identify an element: sets the
     * members of that element of an array, which is sorted by them.
     */
    JSON_PUT_ELEMENT(KeyType.JSON),
    /** Key, container, n, the n names and JSON texts that identify an element: removes it, then as JSON_REMOVE does. */
    JSON_REMOVE_ELEMENT(KeyType.JSON);

    /** The Redis type a key must have, or not exist, for the verb to work on it. */
    public enum KeyType {
        ANY,
        STRING("string"),
        HASH("hash"),
        LIST("list"),
        SET("set"),
        ZSET("zset"),
        STREAM("stream"),
        JSON("ReJSON-RL"),
        BLOOM("MBbloom--", "bloomfltr");

        private final List<String> names;

        KeyType(String... names) {
            this.names = List.of(names);
        }

        /** What {@code TYPE} answers for such a key, by maker of the server; empty for {@link #ANY}. */
        public List<String> names() {
            return names;
        }
    }

    private final String command;
    private final KeyType keyType;

    Verb(KeyType keyType) {
        this.command = name();
        this.keyType = keyType;
    }

    Verb(String command, KeyType keyType) {
        this.command = command;
        this.keyType = keyType;
    }

    /** The name of the Redis command; of one that Redis does not have, this verb's. */
    public String command() {
        return command;
    }

    public KeyType keyType() {
        return keyType;
    }

    /**
     * Whether nothing changes when it is sent again behind all that followed it: so that its reply can be had twice. Those
     * that only trim are not, as what they removed would come back with what came before them.
     */
    public boolean repeatable() {
        return switch (this) {
            case APPEND,
                    RPUSH,
                    LPUSH,
                    LTRIM,
                    XADD,
                    INCRBY,
                    HINCRBY,
                    ZINCRBY,
                    ADD_DECIMAL,
                    HADD_DECIMAL,
                    ZREMRANGEBYRANK,
                    PUBLISH -> false;
            default -> true;
        };
    }
}
