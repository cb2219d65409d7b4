package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.rowcast.config.MappingText;
import io.rowcast.config.MappingTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code mappings/mapping.schema.json}, by which editors complete and check mapping files. */
class EditorSchemaTest {
    private static final Path MAPPINGS = Path.of("../mappings");
    private static final JsonNode TREE = read(MAPPINGS.resolve("mapping.schema.json"));
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(TREE);

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    private static List<String> problems(String yaml) throws IOException {
        return SCHEMA.validate(new YAMLMapper().readTree(yaml)).stream()
                .map(problem -> problem.getInstanceLocation() + " " + problem.getMessage())
                .toList();
    }

    /** Whoever adds a kind of output, or a key of one, adds it to the file. */
    @Test
    void everyKindOfOutputIsInItWithItsKeys() {
        JsonNode kinds = TREE.at("/$defs/kinds");
        List<String> listed = new ArrayList<>();
        TREE.at("/$defs/output/anyOf")
                .forEach(kind -> listed.add(kind.path("$ref").asText()));

        for (OutputKind kind : OutputKind.values()) {
            String definition = "mapping.schema.json, $defs.kinds." + kind;
            Set<String> keys = new TreeSet<>(kind.known());
            keys.add(kind.toString());
            assertThat(names(kinds.path(kind.toString()).path("properties")))
                    .as(definition
                            + ".properties: the keys that OutputKind knows; those of every kind are in $defs.common")
                    .isEqualTo(keys);
            Set<String> required = new TreeSet<>(kind.required());
            required.add(kind.toString());
            assertThat(texts(kinds.path(kind.toString()).path("required")))
                    .as(definition + ".required: its own name, and what OutputKind requires")
                    .isEqualTo(required);
            assertThat(kinds.path(kind.toString()).path("description").asText())
                    .as(definition + ".description")
                    .isNotEmpty();
            assertThat(listed).as("mapping.schema.json, $defs.output.anyOf").contains("#/$defs/kinds/" + kind);
        }
        assertThat(names(kinds)).as("kinds of OutputKind").isEqualTo(new TreeSet<>(OutputKind.names()));
    }

    @Test
    void everyKeyOfAFileIsInIt() {
        assertThat(names(TREE.path("properties"))).isEqualTo(new TreeSet<>(MappingFile.KEYS));
    }

    @Test
    void everyPropertySaysWhatItIs() {
        TREE.at("/$defs/kinds")
                .forEach(kind -> kind.path("properties").properties().forEach(property -> {
                    JsonNode target =
                            TREE.at(property.getValue().path("$ref").asText().replace("#", ""));
                    assertThat(property.getValue().has("description") || target.has("description"))
                            .as(property.getKey())
                            .isTrue();
                }));
    }

    @Test
    void shippedMappingsAreValid() throws IOException {
        List<MappingText> texts = MappingTexts.read(MAPPINGS);

        assertThat(texts).hasSizeGreaterThan(3);
        for (MappingText text : texts) {
            assertThat(problems(text.text())).as(text.file()).isEmpty();
            assertThat(text.text()).startsWith("# yaml-language-server: $schema=mapping.schema.json");
        }
    }

    /** What the compiler takes, an editor must not mark. */
    @Test
    void mappingsOfTheCasesAreValid() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/mapping-cases"))) {
            for (Path file : files.filter(each -> each.endsWith("mapping.yml")).toList()) {
                assertThat(problems(Files.readString(file))).as(file.toString()).isEmpty();
            }
        }
    }

    @Test
    void mistakesAreFound() throws IOException {
        assertThat(problems("table: shop.a\nredis: [{hash: 'a:{id}', felds: [b]}]"))
                .isNotEmpty();
        assertThat(problems("table: shop.a\nredis: [{hash: 'a:{id}', field: b}]"))
                .isNotEmpty();
        assertThat(problems("table: shop.a\nredis: [{set: 'a:{id}'}]")).isNotEmpty();
        assertThat(problems("table: shop.a\nredis: [{set: a, member: b, ttl: 3 days}]"))
                .isNotEmpty();
        assertThat(problems("table: shop.a\nredis: []")).isNotEmpty();
        assertThat(problems("table: customers\nredis: [{counter: a}]")).isNotEmpty();
        assertThat(problems("redis: [{counter: a}]")).isNotEmpty();
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
