package io.rowcast.author;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MappingText;
import io.rowcast.config.Problem;
import java.util.List;

/** YAML, or JSON, which is YAML too, as a tree whose numbers keep every digit. */
final class WrittenYaml {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private WrittenYaml() {}

    /** @throws InvalidConfigException when it is not keys and values in YAML; says where */
    static JsonNode parse(MappingText text) {
        try {
            JsonNode root = YAML.readTree(text.text());
            if (root.isObject()) {
                return root;
            }
            throw problem(text, "found no keys; expected keys and values");
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw problem(
                    text,
                    "not YAML" + place + ": "
                            + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private static InvalidConfigException problem(MappingText text, String message) {
        return new InvalidConfigException(List.of(new Problem(text.file(), "", message)));
    }
}
