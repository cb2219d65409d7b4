package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of {@code mappings/README.md} does what it says. */
class MappingReadmeTest {

    static List<ReadmeExample> examples() throws IOException {
        return ReadmeExample.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void statementsCauseTheCommandsBehindThem(ReadmeExample example) {
        for (ReadmeExample.Step step : example.steps()) {
            assertThat(MappingCase.run(step.mapping(), step.change()))
                    .as(step.sql())
                    .isEqualTo(step.expected());
        }
    }

    @Test
    void everyKindOfOutputHasAnExample() throws IOException {
        assertThat(examples().stream().flatMap(ReadmeExample::kinds)).contains(OutputKind.values());
    }
}
