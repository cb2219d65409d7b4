package io.rowcast.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Locale;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** YAML text as a tree, with duplicate keys refused; errors name the line, and never quote it. */
final class YamlTree {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private YamlTree() {}

    /**
     * The tree; a missing node when the text holds nothing.
     *
     * @throws InvalidConfigException when it is not YAML, or more than one document
     */
    static JsonNode parse(String file, String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            throw new InvalidConfigException(List.of(new Problem(file, "", message(e))));
        }
    }

    /** What a node is, in words for a message. */
    static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "a section with keys";
            case ARRAY -> "a list";
            case STRING -> "text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL, MISSING -> "no value";
            case BINARY, POJO -> node.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String message(JsonProcessingException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
                return "not valid YAML in line " + (marked.getProblemMark().getLine() + 1) + ", column "
                        + (marked.getProblemMark().getColumn() + 1) + ": " + marked.getProblem();
            }
        }
        JsonLocation at = e.getLocation();
        String problem = e.getOriginalMessage().startsWith("Duplicate field")
                ? "a key is given twice: " + e.getOriginalMessage().replaceFirst("^Duplicate field ", "")
                : "expected one YAML document";
        return at == null ? problem : problem + " (line " + at.getLineNr() + ")";
    }
}
