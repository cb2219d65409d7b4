package io.rowcast.redis;

/** What a master of a Cluster does at once: always within one slot. */
final class SlotScript {
    /** The lane's mark is the expected one, and that of the guard is there. */
    private static final String EXPECTED = CommandLua.WITH_JSON + """
            local marks, lane = KEYS[1], ARGV[1]
            if (redis.call('HGET', marks, lane) or '') ~= ARGV[2] then return { 'CHANGED' } end
            if ARGV[3] ~= '' and not redis.call('HGET', marks, ARGV[3]) then return { 'CHANGED' } end
            """;

    /**
     * Applies commands if the lane's mark in the slot is the expected one, and stores the next.
     *
     * <p>KEYS: the hash of the slot's marks, then the key of each command. ARGV: the lane, its expected mark, its guard if that
     * must have a mark (else empty), its next mark (empty: as it is), whether the failures that are stored are done with, then
     * for each command: how many arguments, by what id a failure is stored, its name, the arguments. Returns {@code CHANGED},
     * or index and message of each failure.
     */
    static final Script APPLY = new Script(EXPECTED + """
            -- First, so that a full memory refuses all or nothing.
            if ARGV[4] ~= '' then redis.call('HSET', marks, lane, ARGV[4]) end
            if ARGV[5] ~= '' then redis.call('HDEL', marks, lane .. ':failures') end
            local failures, kept = apply(2, 6)
            if kept ~= '' then
              local old = redis.call('HGET', marks, lane .. ':failures') or ''
              redis.call('HSET', marks, lane .. ':failures', old .. kept)
            end
            return failures
            """);

    /**
     * Applies the commands of a dead letter, if the lane's mark in the slot is the expected one and this attempt has not come
     * as far before.
     *
     * <p>KEYS: as above. ARGV: the lane, its expected mark, its guard, the attempt, then as above. Returns {@code CHANGED}, or the
     * attempt and behind it a line for each failure, as it is stored beside the mark.
     */
    static final Script LETTER = new Script(EXPECTED + """
            local attempt = ARGV[4] .. '\\n'
            local field = lane .. ':letter'
            local last = redis.call('HGET', marks, field) or ''
            if string.sub(last, 1, #attempt) == attempt then return { last } end
            -- First, so that a full memory refuses all or nothing.
            redis.call('HSET', marks, field, attempt)
            local failures, kept = apply(2, 5)
            if kept ~= '' then redis.call('HSET', marks, field, attempt .. kept) end
            return { attempt .. kept }
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
