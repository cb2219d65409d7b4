package io.rowcast.author;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rowcast.model.Command;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the commands for JSON documents make of one. */
final class JsonModel {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonModel() {}

    /** The document after the command; empty when nothing is left of it. */
    static ObjectNode after(ObjectNode document, Command command) {
        List<String> arguments = command.arguments();
        switch (command.verb()) {
            case JSON_SET -> {
                return object(parse(arguments.get(1)));
            }
            case JSON_PUT -> set(container(document, names(arguments.get(0))), arguments.subList(1, arguments.size()));
            case JSON_REMOVE -> {
                container(document, names(arguments.get(0))).remove(arguments.subList(1, arguments.size()));
                prune(document, names(arguments.get(0)));
            }
            case JSON_PUT_ELEMENT -> put(document, arguments);
            case JSON_REMOVE_ELEMENT -> {
                elements(document, arguments).removeIf(element -> identified(element, key(arguments)));
                prune(document, names(arguments.get(0)));
            }
            default -> throw new IllegalArgumentException("no command for a document: " + command.verb());
        }
        return document;
    }

    private static void put(ObjectNode document, List<String> arguments) {
        ArrayNode elements = elements(document, arguments);
        ObjectNode key = key(arguments);
        ObjectNode element = null;
        for (JsonNode each : elements) {
            element = identified(each, key) ? object(each) : element;
        }
        set(element == null ? elements.addObject() : element, arguments.subList(2, arguments.size()));
        List<JsonNode> sorted = new ArrayList<>();
        elements.forEach(sorted::add);
        Comparator<JsonNode> order = (one, other) -> 0;
        for (String name : names(key)) {
            order = order.thenComparing((one, other) -> compare(one.path(name), other.path(name)));
        }
        sorted.sort(order);
        elements.removeAll().addAll(sorted);
    }

    private static int compare(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue())
                : one.asText().compareTo(other.asText());
    }

    /** What identifies an element: the first n members. */
    private static ObjectNode key(List<String> arguments) {
        ObjectNode key = JSON.createObjectNode();
        set(key, arguments.subList(2, 2 + 2 * Integer.parseInt(arguments.get(1))));
        return key;
    }

    private static boolean identified(JsonNode element, ObjectNode key) {
        return key.properties().stream().allMatch(member -> member.getValue().equals(element.path(member.getKey())));
    }

    private static void set(ObjectNode object, List<String> members) {
        for (int i = 0; i < members.size(); i += 2) {
            object.set(members.get(i), parse(members.get(i + 1)));
        }
    }

    private static ObjectNode container(ObjectNode document, List<String> names) {
        ObjectNode at = document;
        for (String name : names) {
            at = at.path(name).isObject() ? object(at.path(name)) : at.putObject(name);
        }
        return at;
    }

    private static ArrayNode elements(ObjectNode document, List<String> arguments) {
        List<String> names = names(arguments.get(0));
        String last = names.get(names.size() - 1);
        ObjectNode parent = container(document, names.subList(0, names.size() - 1));
        return parent.path(last) instanceof ArrayNode array ? array : parent.putArray(last);
    }

    /** Removes the container if it is empty, and then those around it. */
    private static void prune(ObjectNode document, List<String> names) {
        for (int depth = names.size(); depth > 0; depth--) {
            ObjectNode parent = container(document, names.subList(0, depth - 1));
            if (parent.path(names.get(depth - 1)).isEmpty()) {
                parent.remove(names.get(depth - 1));
            }
        }
    }

    private static List<String> names(String json) {
        List<String> names = new ArrayList<>();
        parse(json).forEach(name -> names.add(name.asText()));
        return names;
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static ObjectNode object(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new UnsupportedOperationException("expected a JSON object, found " + node);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UnsupportedOperationException("found something else than JSON in a command", e);
        }
    }
}
