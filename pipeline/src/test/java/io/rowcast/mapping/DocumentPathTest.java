package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Command;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DocumentPathTest {
    private final Mapping mapping = Tables.customers("json: k\n    path: \"at.{email}\"\n    fields: [id]");

    @Test
    void aDotSeparatesNamesAndInAValueIsPartOfOne() {
        assertThat(container("a.b")).isEqualTo("[\"at\",\"a.b\"]");
        assertThat(TemplateParser.split("a.{x.split('.')[0]}-{{.}}.b", '.'))
                .containsExactly("a", "{x.split('.')[0]}-{{", "}}", "b");
    }

    @Test
    void whatAPathCannotHoldIsPercentEncoded() {
        assertThat(container("50% of \"x\" \\ %22\t%C3")).isEqualTo("[\"at\",\"50% of %22x%22 %5C %2522%09%C3\"]");
    }

    @Test
    void differentValuesHaveDifferentNames() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String value = random.ints(random.nextInt(6), 0, 7)
                    .mapToObj(c -> "%25\"C\\\u0005".substring(c, c + 1))
                    .collect(Collectors.joining());
            String earlier = values.put(container(value), value);
            assertThat(earlier == null || earlier.equals(value))
                    .as("seed %d: %s and %s", seed, earlier, value)
                    .isTrue();
        }
    }

    private String container(String email) {
        List<Command> commands = new ArrayList<>();
        mapping.apply(Tables.change(null, Tables.customer(1L, email, null, "open")), commands);
        return commands.get(0).arguments().get(0);
    }
}
