package io.rowcast.redis;

/** The part of a script that applies commands one after the other and keeps what each of them failed on. */
final class CommandLua {
    /**
     * Defines {@code apply(first, at)}: applies a command to each of KEYS from {@code first} on, as ARGV from {@code at} on
     * has them: how many arguments, by what id a failure is stored, its name, the arguments. Returns index and message of
     * each failure, and for the one who stores it a text with a line for each: id and message.
     */
    static final String APPLY = """
            local function decimal(KEYS, ARGV)
            %s
            end
            local function json(KEYS, ARGV)
            %s
            end
            local function run(script, key, ...)
              local done, reply = pcall(script, { key }, { ... })
              if done then return reply end
              return type(reply) == 'table' and reply or { err = tostring(reply) }
            end
            local function apply(first, at)
              local failures, kept = {}, {}
              for i = first, #KEYS do
                local last, name, reply = at + 2 + ARGV[at], ARGV[at + 2]
                if name == 'DECIMAL' then reply = run(decimal, KEYS[i], unpack(ARGV, at + 3, last))
                elseif name == 'JSON' then reply = run(json, KEYS[i], unpack(ARGV, at + 3, last))
                else reply = redis.pcall(name, KEYS[i], unpack(ARGV, at + 3, last)) end
                if type(reply) == 'table' and reply.err then
                  failures[#failures + 1] = tostring(i - first)
                  failures[#failures + 1] = reply.err
                  kept[#kept + 1] = ARGV[at + 1] .. ' ' .. string.gsub(reply.err, '\\n', ' ') .. '\\n'
                end
                at = last + 1
              end
              return failures, table.concat(kept)
            end
            """;

    /** With all that a command may need. */
    static final String WITH_JSON = APPLY.formatted(DecimalScript.SCRIPT.source(), JsonScript.SCRIPT.source());

    /** Without documents, which makes it short. */
    static final String WITHOUT_JSON = APPLY.formatted(DecimalScript.SCRIPT.source(), "");

    private CommandLua() {}
}
