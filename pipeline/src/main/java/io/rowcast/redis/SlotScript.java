package io.rowcast.redis;

/** What a master of a Cluster does at once: always within one slot. */
final class SlotScript {
    /**
     * Applies commands if the lane's mark in the slot is the expected one, and stores the next.
     *
     * <p>KEYS: the hash of the slot's marks, then the key of each command. ARGV: the lane, its expected mark, its next mark
     * (empty: as it is), whether the failures that are stored are done with, then for each command: how many arguments, by
     * what id a failure is stored, its name, the arguments. Returns {@code CHANGED}, or index and message of each failure.
     */
    static final Script APPLY = new Script(CommandLua.WITH_JSON + """
            local marks, lane = KEYS[1], ARGV[1]
            if (redis.call('HGET', marks, lane) or '') ~= ARGV[2] then return { 'CHANGED' } end
            -- First, so that a full memory refuses all or nothing.
            if ARGV[3] ~= '' then redis.call('HSET', marks, lane, ARGV[3]) end
            if ARGV[4] ~= '' then redis.call('HDEL', marks, lane .. ':failures') end
            local failures, kept = apply(2, 5)
            if kept ~= '' then
              local old = redis.call('HGET', marks, lane .. ':failures') or ''
              redis.call('HSET', marks, lane .. ':failures', old .. kept)
            end
            return failures
            """);

    /**
     * Replaces fields of a hash that are as expected. KEYS: the hash. ARGV: for each its name, the expected and the next
     * value; empty for none. Returns name and value of those that are not as expected.
     */
    static final Script REPLACE = new Script("""
            local changed = {}
            for i = 1, #ARGV, 3 do
              local current = redis.call('HGET', KEYS[1], ARGV[i]) or ''
              if current ~= ARGV[i + 1] then
                changed[#changed + 1] = ARGV[i]
                changed[#changed + 1] = current
              elseif ARGV[i + 2] == '' then redis.call('HDEL', KEYS[1], ARGV[i])
              elseif ARGV[i + 2] ~= current then redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 2]) end
            end
            return changed
            """);

    /**
     * Stores notes if a checkpoint is the expected one. KEYS: the hash of checkpoints, that of the notes. ARGV: the lane, its
     * expected checkpoint, then field and value of each note.
     */
    static final Script NOTE = new Script("""
            local current = redis.call('HGET', KEYS[1], ARGV[1]) or ''
            if current ~= ARGV[2] then return { ARGV[1], current } end
            redis.call('HSET', KEYS[2], unpack(ARGV, 3))
            return {}
            """);

    private SlotScript() {}
}
