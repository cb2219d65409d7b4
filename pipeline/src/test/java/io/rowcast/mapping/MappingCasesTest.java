package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every folder of {@code mapping-cases}: the commands that each change of a row causes. */
class MappingCasesTest {
    private static final Path CASES = Path.of("src/test/resources/mapping-cases");

    /** Outputs that go by the name of another one. */
    private static final List<String> VARIANTS =
            List.of("hash-field", "append", "zset-keep", "counter-member", "string-json", "json-part", "json-element");

    private static final List<String> SITUATIONS =
            List.of("insert", "update", "key change", "when exit", "NULL value", "delete", "replay");

    static List<MappingCase> cases() throws IOException {
        return MappingCase.all(CASES);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void changesCauseTheirCommands(MappingCase mappingCase) {
        assertThat(mappingCase.steps()).isNotEmpty();
        for (MappingCase.Step step : mappingCase.steps()) {
            assertThat(MappingCase.run(mappingCase.mapping(), step.change()))
                    .as(step.name())
                    .isEqualTo(step.expected());
        }
    }

    @Test
    void everyKindOfOutputHasACaseForEachThingThatCanHappen() throws IOException {
        Map<String, List<String>> situations = new TreeMap<>();
        for (MappingCase mappingCase : cases()) {
            situations.put(
                    mappingCase.name(),
                    mappingCase.steps().stream().map(MappingCase.Step::of).toList());
        }
        List<String> names =
                Stream.concat(OutputKind.names().stream(), VARIANTS.stream()).toList();
        assertThat(situations).containsKeys(names.toArray(String[]::new));
        for (String name : names) {
            assertThat(situations.get(name)).as(name).containsAll(SITUATIONS);
        }
    }
}
