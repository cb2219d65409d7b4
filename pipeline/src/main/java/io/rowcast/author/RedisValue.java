package io.rowcast.author;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a key holds, by its Redis type. */
sealed interface RedisValue {

    /** What a person reads, a line for each part of it. */
    List<String> lines(String key);

    /** Redis removes a key that holds nothing any more. */
    default boolean isEmpty() {
        return false;
    }

    /** What is written in a case file, read as the type that was found there, if any was. */
    static RedisValue written(JsonNode node, @Nullable RedisValue found) {
        if (node.isArray() && (found instanceof Entries || node.path(0).isObject())) {
            Entries entries = new Entries();
            node.forEach(entry -> entries.entries.add(fields(entry)));
            return entries;
        }
        if (node.isArray()) {
            List<String> items = new ArrayList<>();
            node.forEach(item -> items.add(item.asText()));
            return found instanceof Members
                    ? new Members(new TreeSet<>(items))
                    : found instanceof Bits ? Bits.of(items) : new Items(items);
        }
        if (!node.isObject()) {
            return new Text(text(node));
        }
        if (found instanceof Document && node instanceof ObjectNode root) {
            return new Document(root);
        }
        Map<String, String> fields = fields(node);
        if (found instanceof Positions) {
            return new Positions(new TreeMap<>(fields));
        }
        if (found instanceof Ranking && fields.values().stream().allMatch(score -> score.matches("-?[0-9.]+"))) {
            Ranking ranking = new Ranking();
            fields.forEach((member, score) -> ranking.scores.put(member, new BigDecimal(score)));
            return ranking;
        }
        return new Hash(new TreeMap<>(fields));
    }

    private static Map<String, String> fields(JsonNode node) {
        Map<String, String> fields = new LinkedHashMap<>();
        node.properties().forEach(field -> fields.put(field.getKey(), text(field.getValue())));
        return fields;
    }

    private static String text(JsonNode node) {
        return node.isNumber()
                ? node.decimalValue().toPlainString()
                : node.isValueNode() ? node.asText() : node.toString();
    }

    /** A string. */
    record Text(String text) implements RedisValue {
        @Override
        public List<String> lines(String key) {
            return List.of(key + " = " + text);
        }
    }

    /** A hash. */
    record Hash(Map<String, String> fields) implements RedisValue {
        Hash() {
            this(new TreeMap<>());
        }

        @Override
        public List<String> lines(String key) {
            return fields.entrySet().stream()
                    .map(field -> key + " field " + field.getKey() + " = " + field.getValue())
                    .toList();
        }

        @Override
        public boolean isEmpty() {
            return fields.isEmpty();
        }
    }

    /** A set. */
    record Members(Set<String> members) implements RedisValue {
        Members() {
            this(new TreeSet<>());
        }

        @Override
        public List<String> lines(String key) {
            return members.stream().map(member -> key + " has " + member).toList();
        }

        @Override
        public boolean isEmpty() {
            return members.isEmpty();
        }
    }

    /** A sorted set; scores without zeros at the end, as Redis shows them. */
    record Ranking(Map<String, BigDecimal> scores) implements RedisValue {
        Ranking() {
            this(new TreeMap<>());
        }

        @Override
        public List<String> lines(String key) {
            return scores.entrySet().stream()
                    .map(score -> key + " has " + score.getKey() + " with score " + plain(score.getValue()))
                    .toList();
        }

        private static String plain(BigDecimal number) {
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }

        @Override
        public boolean isEmpty() {
            return scores.isEmpty();
        }
    }

    /** Positions: longitude and latitude of each member. */
    record Positions(Map<String, String> places) implements RedisValue {
        Positions() {
            this(new TreeMap<>());
        }

        @Override
        public List<String> lines(String key) {
            return places.entrySet().stream()
                    .map(place -> key + " has " + place.getKey() + " at " + place.getValue())
                    .toList();
        }

        @Override
        public boolean isEmpty() {
            return places.isEmpty();
        }
    }

    /** A bitmap: the numbers of the bits that are set. Redis keeps it when none is. */
    record Bits(Set<Long> set) implements RedisValue {
        Bits() {
            this(new TreeSet<>());
        }

        static Bits of(List<String> numbers) {
            Bits bits = new Bits();
            numbers.forEach(number -> bits.set.add(Long.valueOf(number)));
            return bits;
        }

        @Override
        public List<String> lines(String key) {
            return set.stream().map(bit -> key + " bit " + bit + " is set").toList();
        }
    }

    /** A JSON document, whose root is an object. */
    record Document(ObjectNode root) implements RedisValue {
        Document() {
            this(JsonNodeFactory.instance.objectNode());
        }

        @Override
        public List<String> lines(String key) {
            List<String> lines = new ArrayList<>();
            lines(key + " ", root, lines);
            return lines;
        }

        private static void lines(String path, JsonNode node, List<String> lines) {
            if (node.isObject() && !node.isEmpty()) {
                Map<String, JsonNode> members = new TreeMap<>();
                node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
                members.forEach((name, member) -> lines(path + "." + name, member, lines));
            } else if (node.isArray() && !node.isEmpty()) {
                for (int i = 0; i < node.size(); i++) {
                    lines(path + "[" + i + "]", node.get(i), lines);
                }
            } else {
                lines.add(path + " = " + node);
            }
        }

        @Override
        public boolean isEmpty() {
            return root.isEmpty();
        }
    }

    /** A stream: the fields of each entry, without its id, which Redis makes. */
    record Entries(List<Map<String, String>> entries) implements RedisValue {
        Entries() {
            this(new ArrayList<>());
        }

        @Override
        public List<String> lines(String key) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < entries.size(); i++) {
                String entry = key + "[" + i + "] ";
                new TreeMap<>(entries.get(i)).forEach((name, text) -> lines.add(entry + name + " = " + text));
            }
            return lines;
        }
    }

    /** A list. */
    record Items(List<String> items) implements RedisValue {
        Items() {
            this(new ArrayList<>());
        }

        @Override
        public List<String> lines(String key) {
            List<String> lines = new ArrayList<>();
            items.forEach(item -> lines.add(key + "[" + lines.size() + "] = " + item));
            return lines;
        }

        @Override
        public boolean isEmpty() {
            return items.isEmpty();
        }
    }
}
