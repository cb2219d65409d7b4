package io.rowcast.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JsonDocumentIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LINES = "[\"lines\",\"9\"]";

    private OpenRedis open;

    @BeforeEach
    void open() throws RedisAwayException {
        open = new OpenRedis();
        assumeTrue(open.can().json(), () -> "needs JSON.SET, found " + open.can());
    }

    @AfterEach
    void close() {
        if (open != null) {
            open.close();
        }
    }

    @Test
    void aWholeDocumentIsSetAndIsOfItsOwnType() throws Exception {
        assertThat(apply(Command.of(
                        Verb.JSON_SET, "doc", "$", "{\"id\":18446744073709551615,\"name\":\"Ær \\\"x\\\"\"}")))
                .isEqualTo("{\"id\":18446744073709551615,\"name\":\"Ær \\\"x\\\"\"}");
        assertThat(Verb.KeyType.JSON.names()).contains(open.redis.type(open.prefix + "doc"));
    }

    @Test
    void aChildBeforeItsParentMakesTheContainersOnTheWay() throws Exception {
        assertThat(apply(put(LINES, "sku", "\"a\"", "qty", "2"))).isEqualTo("{'lines':{'9':{'sku':'a','qty':2}}}");
        assertThat(apply(put("[]", "id", "1", "note", "null")))
                .isEqualTo("{'lines':{'9':{'sku':'a','qty':2}},'id':1,'note':null}");
    }

    @Test
    void anUpdateOfAParentKeepsItsChildren() throws Exception {
        apply(put("[]", "id", "1", "note", "null"), put(LINES, "sku", "\"a\""));

        assertThat(apply(put("[]", "id", "1", "note", "{\"a\":[]}")))
                .isEqualTo("{'id':1,'note':{'a':[]},'lines':{'9':{'sku':'a'}}}");
        assertThat(apply(put("[\"lines\"]", "8", "\"scalar\"")))
                .isEqualTo("{'id':1,'note':{'a':[]},'lines':{'9':{'sku':'a'},'8':'scalar'}}");
    }

    @Test
    void theLastChildTakesItsContainersAlongAndTheLastMemberTheKey() throws Exception {
        apply(put("[]", "id", "1"), put(LINES, "sku", "\"a\"", "qty", "2"), put("[\"lines\",\"8\"]", "sku", "\"b\""));

        assertThat(apply(remove(LINES, "sku", "qty"))).isEqualTo("{'id':1,'lines':{'8':{'sku':'b'}}}");
        assertThat(apply(remove("[]", "id"))).isEqualTo("{'lines':{'8':{'sku':'b'}}}");
        assertThat(apply(remove("[\"lines\",\"8\"]", "sku"))).isEqualTo("absent");
        assertThat(apply(remove("[\"lines\",\"8\"]", "sku"))).isEqualTo("absent");
    }

    @Test
    void elementsOfAnArrayAreSortedByTheirKeysWhateverTheirOrder() throws Exception {
        for (long id : List.of(10L, 9L, -3L, 9007199254740993L, 9007199254740992L, -20L)) {
            apply(element("1", "id", Long.toString(id), "qty", "1"));
        }
        assertThat(apply(element("1", "id", "9", "qty", "5")))
                .isEqualTo("{'lines':[{'id':-20,'qty':1},{'id':-3,'qty':1},{'id':9,'qty':5},{'id':10,'qty':1},"
                        + "{'id':9007199254740992,'qty':1},{'id':9007199254740993,'qty':1}]}");
        assertThat(apply(
                        removeElement("1", "id", "9007199254740992"),
                        removeElement("1", "id", "-20"),
                        removeElement("1", "id", "7")))
                .isEqualTo("{'lines':[{'id':-3,'qty':1},{'id':9,'qty':5},{'id':10,'qty':1},"
                        + "{'id':9007199254740993,'qty':1}]}");
    }

    @Test
    void textsOfSeveralKeysAreSortedByTheirBytes() throws Exception {
        for (String id : List.of("b", "B", "ä", "a, [1]", "", "\uD83D\uDE00", "a")) {
            apply(element("2", "order", "1", "sku", JSON.writeValueAsString(id)));
        }
        assertThat(apply(element("2", "order", "0", "sku", "\"z\""), removeElement("2", "order", "1", "sku", "\"b\"")))
                .isEqualTo(
                        "{'lines':[{'order':0,'sku':'z'},{'order':1,'sku':''},{'order':1,'sku':'B'},"
                                + "{'order':1,'sku':'a'},{'order':1,'sku':'a, [1]'},{'order':1,'sku':'ä'},{'order':1,'sku':'\uD83D\uDE00'}]}");
    }

    @Test
    void theLastElementTakesTheArrayAlong() throws Exception {
        apply(put("[]", "id", "1"), element("1", "id", "9", "qty", "1"));

        assertThat(apply(removeElement("1", "id", "9"))).isEqualTo("{'id':1}");
    }

    @Test
    void namesMayHoldWhatAPathWouldTakeForItsOwn() throws Exception {
        String names = "[\"a.b[0]\",\"it's $.. * @ \u00e6\"]";
        assertThat(apply(put(names, "x y", "1"))).isEqualTo("{'a.b[0]':{'it\\'s $.. * @ æ':{'x y':1}}}");
        assertThat(apply(put(names, "x y", "2"))).isEqualTo("{'a.b[0]':{'it\\'s $.. * @ æ':{'x y':2}}}");
        assertThat(apply(remove(names, "x y"))).isEqualTo("absent");
    }

    @Test
    void aScalarOnTheWayIsAnErrorThatAProbeTellsToo() throws Exception {
        apply(put("[]", "lines", "5"));
        List<Command> commands = List.of(put(LINES, "sku", "1"), element("1", "id", "9"), remove(LINES, "sku"));

        assertThat(open.apply(commands))
                .hasSize(3)
                .allSatisfy(failure -> assertThat(failure.message()).contains("found integer at $[\"lines\"]"));
        assertThat(open.probe(commands.toArray(Command[]::new)))
                .hasSize(3)
                .allSatisfy(failure -> assertThat(failure.message()).contains("found integer at $[\"lines\"]"));
        assertThat(document()).isEqualTo("{'lines':5}");
    }

    @Test
    void aKeyOfAnotherTypeIsAnErrorThatAProbeTellsToo() throws Exception {
        open.redis.set(open.prefix + "doc", "text");
        List<Command> commands =
                List.of(put("[]", "id", "1"), remove("[]", "id"), Command.of(Verb.JSON_SET, "doc", "$", "{}"));

        assertThat(open.apply(commands)).hasSize(3);
        assertThat(open.probe(commands.toArray(Command[]::new))).hasSize(3);
        assertThat(open.redis.get(open.prefix + "doc")).isEqualTo("text");
    }

    /** Rows of a parent, of children, of grandchildren and of elements come, change and go in any order, some twice. */
    @Test
    void theDocumentDependsOnTheRowsAndNotOnTheirOrder() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TreeMap<String, Integer> rows = new TreeMap<>();
        for (int step = 0; step < 400; step++) {
            String row = List.of(
                            "parent",
                            "child 1",
                            "child 2",
                            "grandchild 1 5",
                            "grandchild 2 6",
                            "element 3",
                            "element 20")
                    .get(random.nextInt(7));
            List<Command> commands = new ArrayList<>();
            if (random.nextInt(100) < 45) {
                rows.remove(row);
                commands.add(leave(row));
            } else {
                rows.put(row, step);
                commands.add(arrive(row, step));
            }
            if (random.nextBoolean()) {
                commands.add(commands.get(0));
            }
            assertThat(open.apply(commands)).as("seed %d", seed).isEmpty();
            String expected = expected(rows);
            assertThat(tree()).as("seed %d, step %d, %s", seed, step, row).isEqualTo(JSON.readTree(expected));
        }
    }

    private static Command arrive(String row, int value) {
        String v = Integer.toString(value);
        return row.startsWith("element")
                ? element("1", "id", id(row), "v", v)
                : put(container(row), "v", v, "w", "null");
    }

    private static Command leave(String row) {
        return row.startsWith("element") ? removeElement("1", "id", id(row)) : remove(container(row), "v", "w");
    }

    private static String id(String row) {
        return row.split(" ")[1];
    }

    private static String container(String row) {
        String[] words = row.split(" ");
        return switch (words[0]) {
            case "child" -> "[\"children\",\"" + words[1] + "\"]";
            case "grandchild" -> "[\"children\",\"" + words[1] + "\",\"lines\",\"" + words[2] + "\"]";
            default -> "[]";
        };
    }

    private static String expected(TreeMap<String, Integer> rows) throws JsonProcessingException {
        ObjectNode root = JSON.createObjectNode();
        for (var row : rows.entrySet()) {
            if (row.getKey().startsWith("element")) {
                continue;
            }
            ObjectNode node = root;
            for (JsonNode name : JSON.readTree(container(row.getKey()))) {
                node = node.withObjectProperty(name.asText());
            }
            node.put("v", row.getValue()).putNull("w");
        }
        for (String id : List.of("3", "20")) {
            Integer value = rows.get("element " + id);
            if (value != null) {
                root.withArrayProperty("lines")
                        .addObject()
                        .put("id", Integer.parseInt(id))
                        .put("v", value);
            }
        }
        return root.isEmpty() ? "null" : root.toString();
    }

    private static Command put(String container, String... members) {
        return new Command(Verb.JSON_PUT, "doc", arguments(List.of(container), members));
    }

    private static Command remove(String container, String... names) {
        return new Command(Verb.JSON_REMOVE, "doc", arguments(List.of(container), names));
    }

    private static Command element(String keys, String... members) {
        return new Command(Verb.JSON_PUT_ELEMENT, "doc", arguments(List.of("[\"lines\"]", keys), members));
    }

    private static Command removeElement(String keys, String... members) {
        return new Command(Verb.JSON_REMOVE_ELEMENT, "doc", arguments(List.of("[\"lines\"]", keys), members));
    }

    private static List<String> arguments(List<String> first, String... rest) {
        List<String> arguments = new ArrayList<>(first);
        arguments.addAll(List.of(rest));
        return arguments;
    }

    private String apply(Command... commands) throws RedisAwayException {
        assertThat(open.apply(commands)).isEmpty();
        return document();
    }

    private JsonNode tree() throws JsonProcessingException {
        String json = text();
        return JSON.readTree(json == null ? "null" : json);
    }

    /** The document as Redis has it, quotes turned for the eye; numbers and order as they are. */
    private String document() {
        String json = text();
        if (json == null) {
            return "absent";
        }
        return json.contains("\\\"") ? json : json.replace("'", "\\'").replace('"', '\'');
    }

    private String text() {
        return open.redis.dispatch(
                new Wire.Keyword("JSON.GET"),
                new ValueOutput<>(StringCodec.UTF8),
                new CommandArgs<>(StringCodec.UTF8).addKey(open.prefix + "doc"));
    }
}
