package io.rowcast.redis;

/**
 * Adds decimals exactly, digit by digit: Redis's own {@code INCRBYFLOAT} is binary floating point and drifts. The sum has
 * as many fraction digits as the longer of the two; an absent value counts as 0.
 */
final class DecimalScript {
    /** KEYS: the key. ARGV: the amount, and for a hash the field. */
    static final Script SCRIPT = new Script("""
            local function parse(text)
              local sign, int, frac = string.match(text, '^(-?)(%d+)%.?(%d*)$')
              return int and { negative = sign == '-', int = int, frac = frac }
            end
            local field = ARGV[2]
            local old
            if field then old = redis.call('HGET', KEYS[1], field) else old = redis.call('GET', KEYS[1]) end
            local a, b = parse(old or '0'), parse(ARGV[1])
            if not a or not b then return redis.error_reply('ERR value is not a decimal') end
            local scale = math.max(#a.frac, #b.frac)
            local function digits(n) return n.int .. n.frac .. string.rep('0', scale - #n.frac) end
            local x, y, negative = digits(a), digits(b), a.negative
            local width = math.max(#x, #y) + 1
            x = string.rep('0', width - #x) .. x
            y = string.rep('0', width - #y) .. y
            local sign = 1
            if a.negative ~= b.negative then
              sign = -1
              if x < y then x, y, negative = y, x, b.negative end
            end
            local sum, carry = {}, 0
            for i = width, 1, -1 do
              local d = string.byte(x, i) - 48 + sign * (string.byte(y, i) - 48) + carry
              carry = math.floor(d / 10)
              sum[i] = d - 10 * carry
            end
            local text = table.concat(sum)
            local result = string.gsub(string.sub(text, 1, width - scale), '^0+(%d)', '%1')
            if scale > 0 then result = result .. '.' .. string.sub(text, -scale) end
            if negative and string.find(result, '[1-9]') then result = '-' .. result end
            if field then redis.call('HSET', KEYS[1], field, result)
            else redis.call('SET', KEYS[1], result, 'KEEPTTL') end
            return result
            """);

    private DecimalScript() {}
}
