package io.rowcast.model;

/**
 * What the pipeline does to a Redis key. Each name is that of the Redis command, except the two {@code ADD_DECIMAL}s,
 * which are exact decimal additions that Redis itself does not have ({@code INCRBYFLOAT} is binary floating point).
 */
public enum Verb {
    SET(KeyType.ANY),
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
    RPUSH(KeyType.LIST),
    LPUSH(KeyType.LIST),
    LTRIM(KeyType.LIST),
    INCRBY(KeyType.STRING),
    HINCRBY(KeyType.HASH),
    /** Key, amount: adds an exact decimal to a string. */
    ADD_DECIMAL(KeyType.STRING),
    /** Key, field, amount: adds an exact decimal to a hash field. */
    HADD_DECIMAL(KeyType.HASH);

    /** The Redis type a key must have, or not exist, for the verb to work on it. */
    public enum KeyType {
        ANY,
        STRING,
        HASH,
        LIST,
        SET,
        ZSET
    }

    private final KeyType keyType;

    Verb(KeyType keyType) {
        this.keyType = keyType;
    }

    public KeyType keyType() {
        return keyType;
    }
}
