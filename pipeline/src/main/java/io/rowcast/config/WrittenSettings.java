package io.rowcast.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The settings as written: the node of each known key by its path. Whatever is not a known key is a problem. */
final class WrittenSettings {
    private final Map<String, JsonNode> nodes = new LinkedHashMap<>();
    private final BiConsumer<String, String> problem;

    /** @param problem takes the path and the message of each thing wrong */
    WrittenSettings(JsonNode root, BiConsumer<String, String> problem) {
        this.problem = problem;
        section("", root);
    }

    Optional<JsonNode> at(String path) {
        return Optional.ofNullable(nodes.get(path));
    }

    private void section(String path, JsonNode node) {
        if (node.isObject()) {
            node.properties().forEach(entry -> entry(path, entry.getKey(), entry.getValue()));
        } else if (!node.isNull() && !node.isMissingNode()) {
            problem.accept(
                    path,
                    "found " + YamlTree.kind(node) + ", expected the keys "
                            + String.join(", ", SettingsKeys.namesIn(path)));
        }
    }

    private void entry(String section, String name, JsonNode node) {
        String path = section.isEmpty() ? name : section + "." + name;
        if (!SettingsKeys.namesIn(section).contains(name)) {
            problem.accept(path, "unknown key; " + suggestion(section, name));
        } else if (SettingsKeys.isSection(path)) {
            section(path, node);
        } else {
            nodes.put(path, node);
        }
    }

    private static String suggestion(String section, String name) {
        List<String> here = SettingsKeys.namesIn(section);
        return ClosestName.of(name, here)
                .map(close -> section.isEmpty() ? close : section + "." + close)
                .or(() -> elsewhere(name))
                .map(path -> "did you mean " + path + "?")
                .orElse("expected one of " + String.join(", ", here));
    }

    private static Optional<String> elsewhere(String name) {
        return SettingsKeys.all().stream()
                .filter(key -> key.name().equals(name))
                .map(SettingKey::path)
                .findFirst();
    }
}
