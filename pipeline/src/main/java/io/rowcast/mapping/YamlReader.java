package io.rowcast.mapping;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one YAML document and keeps scalars as they are written. */
final class YamlReader {
    private static final YAMLFactory YAML = new YAMLFactory();

    private final JsonParser parser;
    private final Problems problems;

    private YamlReader(JsonParser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /** The document; empty, with a problem noted, when it is not YAML. */
    static Optional<YamlNode> read(String text, Problems problems) {
        try (JsonParser parser = YAML.createParser(text)) {
            YamlReader reader = new YamlReader(parser, problems);
            YamlNode document = reader.node(parser.nextToken(), "");
            if (parser.nextToken() != null) {
                problems.add("", "found a second document; expected one mapping in a file");
            }
            return Optional.of(document);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            problems.add(
                    "",
                    "not YAML" + place + ": "
                            + e.getOriginalMessage().lines().findFirst().orElse(""));
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private YamlNode node(@Nullable JsonToken token, String path) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            return keys(path);
        }
        if (token == JsonToken.START_ARRAY) {
            return sequence(path);
        }
        return new YamlNode.Scalar(token == null || token == JsonToken.VALUE_NULL ? "" : parser.getText());
    }

    private YamlNode keys(String path) throws IOException {
        Map<String, YamlNode> values = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String inner = path.isEmpty() ? name : path + "." + name;
            if (values.put(name, node(parser.nextToken(), inner)) != null) {
                problems.add(inner, "found the key '" + name + "' again; expected it once");
            }
        }
        return new YamlNode.Keys(values);
    }

    private YamlNode sequence(String path) throws IOException {
        List<YamlNode> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(node(token, path + "[" + items.size() + "]"));
        }
        return new YamlNode.Sequence(items);
    }
}
