package io.rowcast.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowcast.model.TableId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a mapping file down as JSON, which is YAML too: what it says, without comments and layout. */
final class WrittenText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private WrittenText() {}

    static String of(MappingFile file, TableId table) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("table", table.toString());
        if (!file.keyColumns().isEmpty()) {
            written.put("key_columns", file.keyColumns());
        }
        file.when().ifPresent(when -> written.put("when", when));
        if (!file.lets().isEmpty()) {
            written.put("let", file.lets());
        }
        written.put(
                "redis",
                file.outputs().stream()
                        .map(output -> plain(output.properties()))
                        .toList());
        try {
            return JSON.writeValueAsString(written);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON", e);
        }
    }

    private static Map<String, Object> plain(Map<String, YamlNode> properties) {
        Map<String, Object> plain = new LinkedHashMap<>();
        properties.forEach((name, value) -> plain.put(name, plain(value)));
        return plain;
    }

    private static Object plain(YamlNode node) {
        if (node instanceof YamlNode.Keys keys) {
            return plain(keys.values());
        }
        return node instanceof YamlNode.Sequence list
                ? list.items().stream().map(WrittenText::plain).toList()
                : ((YamlNode.Scalar) node).text();
    }

    /** The texts of its outputs, for finding names in them. */
    static String of(WrittenOutput output) {
        return List.of(plain(output.properties())).toString();
    }
}
