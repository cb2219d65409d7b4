package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every folder of {@code mapping-cases}: the commands that each change of a row causes. */
class MappingCasesTest {
    private static final Path CASES = Path.of("src/test/resources/mapping-cases");

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
    void everyKindOfOutputHasCases() throws IOException {
        assertThat(cases().stream().map(MappingCase::name))
                .anyMatch(name -> name.startsWith("hash-field"))
                .contains("hash", "string", "set", "zset", "list", "counter");
    }
}
