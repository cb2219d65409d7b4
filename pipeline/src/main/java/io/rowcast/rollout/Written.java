package io.rowcast.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MappingText;
import io.rowcast.config.Problem;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.MappingCompiler;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.topic.SchemaCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A mapping of a table that Redis may hold the work of.
 *
 * @param name what it is written down under: the table, and what tells the mapping from others
 * @param text of a mapping file for this table only
 * @param schema what the table looked like then
 */
record Written(String name, String text, TableSchema schema) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Written of(MappingFile file, TableSchema schema) {
        String text = file.text(schema.table());
        return new Written(name(file, schema.table()), text, schema);
    }

    static String name(MappingFile file, TableId table) {
        return table + " " + Digest.of(file.text(table));
    }

    /** The table that a name is of. */
    static TableId table(String name) {
        return TableId.parse(name.substring(0, name.lastIndexOf(' ')));
    }

    String value() {
        var root = JSON.createObjectNode();
        root.put("mapping", text);
        root.put("schema", new String(SchemaCodec.encode(schema), StandardCharsets.UTF_8));
        return root.toString();
    }

    /** @throws IllegalArgumentException when somebody else wrote it */
    static Written parse(String name, String value) {
        try {
            JsonNode root = JSON.readTree(value);
            byte[] schema = root.required("schema").asText().getBytes(StandardCharsets.UTF_8);
            return new Written(name, root.required("mapping").asText(), SchemaCodec.decode(schema));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected a mapping that a writer wrote down, in " + name, e);
        }
    }

    /** Empty when this version of Rowcast reads such a file no more. */
    Optional<MappingFile> file() {
        List<Problem> problems = new ArrayList<>();
        List<MappingFile> files = MappingFile.parse(List.of(new MappingText(name, text)), problems);
        return problems.isEmpty() ? files.stream().findFirst() : Optional.empty();
    }

    /** Empty when this version of Rowcast cannot make a mapping of it any more. */
    Optional<Mapping> mapping() {
        try {
            return file().map(file -> MappingCompiler.compileOne(List.of(file), schema));
        } catch (InvalidConfigException e) {
            return Optional.empty();
        }
    }
}
