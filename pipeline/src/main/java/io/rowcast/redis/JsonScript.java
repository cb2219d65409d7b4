package io.rowcast.redis;

/**
 * Sets and removes members of a JSON document that rows of several tables share. The document depends on the rows and not
 * on the order in which they come: a container is there exactly as long as something is in it. Uses only commands of
 * RedisJSON 2.0. Names must be without quote and backslash, as servers differ in how a path escapes those.
 */
final class JsonScript {
    /**
     * KEYS: the key. ARGV: {@code put}, {@code remove} or {@code check}, which only says what the others would fail on; the
     * container; how many of the members identify an element, 0 for the members of an object; the members.
     */
    static final Script SCRIPT = new Script("""
            local key, action, keys = KEYS[1], ARGV[1], tonumber(ARGV[3])
            local names, members = cjson.decode(ARGV[2]), {}
            for i = 4, #ARGV, (action == 'remove' and keys == 0) and 1 or 2 do
              members[#members + 1] = { name = ARGV[i], json = ARGV[i + 1] }
            end

            local function member(name) return '["' .. name .. '"]' end
            local function path(depth)
              local text = '$'
              for i = 1, depth do text = text .. member(names[i]) end
              return text
            end
            local function first(reply)
              while type(reply) == 'table' do reply = reply.ok or reply[1] end
              return reply or nil
            end
            local function kind(depth)
              return redis.call('EXISTS', key) == 1 and first(redis.call('JSON.TYPE', key, path(depth))) or nil
            end
            local function object()
              local texts = {}
              for i, m in ipairs(members) do texts[i] = '"' .. m.name .. '":' .. m.json end
              return '{' .. table.concat(texts, ',') .. '}'
            end
            local function set_members(container)
              for _, m in ipairs(members) do redis.call('JSON.SET', key, container .. member(m.name), m.json) end
              return #members
            end

            -- By bytes, and whole numbers of any size: Lua would compare by locale and as doubles.
            local function compare_bytes(a, b)
              for i = 1, math.min(#a, #b) do
                local x, y = string.byte(a, i), string.byte(b, i)
                if x ~= y then return x - y end
              end
              return #a - #b
            end
            local function compare(a, b)
              if a.text then return compare_bytes(a.text, b.text) end
              if a.negative ~= b.negative then return a.negative and -1 or 1 end
              local order = #a.digits - #b.digits
              if order == 0 then order = compare_bytes(a.digits, b.digits) end
              return a.negative and -order or order
            end
            local function values(json)
              local list = {}
              if string.find(json, '"', 1, true) then
                for i, text in ipairs(cjson.decode(json)) do list[i] = { text = text } end
              else
                for sign, digits in string.gmatch(json, '(-?)(%d+)') do
                  list[#list + 1] = { negative = sign == '-', digits = digits }
                end
              end
              return list
            end
            local function search()
              local elements, own = {}, {}
              for k = 1, keys do
                elements[k] = values(redis.call('JSON.GET', key, path(#names) .. '[*]' .. member(members[k].name)))
                own[k] = values('[' .. members[k].json .. ']')[1]
              end
              local low, high = 1, #elements[1]
              while low <= high do
                local middle, order = math.floor((low + high) / 2), 0
                for k = 1, keys do
                  if order == 0 then order = compare(elements[k][middle], own[k]) end
                end
                if order == 0 then return middle - 1, true end
                if order < 0 then low = middle + 1 else high = middle - 1 end
              end
              return low - 1, false
            end

            local depth, found = #names, kind(#names)
            while not found and depth > 0 do
              depth = depth - 1
              found = kind(depth)
            end
            local expected = keys > 0 and depth == #names and 'array' or 'object'
            if found and found ~= expected then
              return redis.error_reply('ERR found ' .. found .. ' at ' .. path(depth) .. ' of the document; expected '
                .. expected)
            end
            if action == 'check' then return 0 end
            local there = found and depth == #names

            if action == 'put' then
              if not there then
                local text, top = keys > 0 and '[' .. object() .. ']' or object(), found and depth + 1 or 0
                for i = #names, top + 1, -1 do text = '{"' .. names[i] .. '":' .. text .. '}' end
                redis.call('JSON.SET', key, path(top), text)
                return #members
              end
              if keys == 0 then return set_members(path(depth)) end
              local index, known = search()
              if known then return set_members(path(depth) .. '[' .. index .. ']') end
              redis.call('JSON.ARRINSERT', key, path(depth), index, object())
              return #members
            end

            if not there then return 0 end
            if keys > 0 then
              local index, known = search()
              if not known then return 0 end
              redis.call('JSON.DEL', key, path(depth) .. '[' .. index .. ']')
            else
              for _, m in ipairs(members) do redis.call('JSON.DEL', key, path(depth) .. member(m.name)) end
            end
            local length = keys > 0 and 'JSON.ARRLEN' or 'JSON.OBJLEN'
            while first(redis.call(length, key, path(depth))) == 0 do
              if depth == 0 then return redis.call('UNLINK', key) end
              redis.call('JSON.DEL', key, path(depth))
              depth, length = depth - 1, 'JSON.OBJLEN'
            end
            return 1
            """);

    private JsonScript() {}
}
