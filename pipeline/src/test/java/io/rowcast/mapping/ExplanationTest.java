package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.mapping.Explanation.Effect;
import io.rowcast.model.Command;
import io.rowcast.model.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExplanationTest {

    static List<MappingCase> cases() throws IOException {
        return MappingCase.all(Path.of("src/test/resources/mapping-cases"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theCommandsOfAllOutputsAreThoseOfTheMappingInOrder(MappingCase mappingCase) {
        for (MappingCase.Step step : mappingCase.steps()) {
            if (step.expected().stream().anyMatch(line -> line.startsWith("fails"))) {
                continue;
            }
            List<Command> commands = new ArrayList<>();
            mappingCase.mapping().apply(step.change(), commands);

            List<Explanation.Step> explained = mappingCase.mapping().explain(step.change()).stream()
                    .flatMap(explanation -> explanation.steps().stream())
                    .sorted(Comparator.comparingInt(Explanation.Step::number))
                    .toList();

            assertThat(explained.stream().map(Explanation.Step::command))
                    .as(step.name())
                    .isEqualTo(commands);
        }
    }

    private static void explains(
            String mapping, @Nullable Row before, @Nullable Row after, Effect effect, String reason) {
        Explanation explanation = Tables.compile("table: shop.customers\n" + mapping)
                .get(0)
                .explain(Tables.change(before, after))
                .get(0);

        assertThat(explanation.effect()).isEqualTo(effect);
        assertThat(explanation.reason()).isEqualTo(reason);
    }

    @Test
    void aRowArrivesOrIsNotHereForAReason() {
        String mapping = "when: status != 'closed'\nredis:\n  - {set: 'in:{city}', member: '{email}', when: level > 3}";
        Row closed = Tables.customer(7L, "a@x", "Oslo", "closed", null, 5L);
        Row low = Tables.customer(7L, "a@x", "Oslo", "open", null, 3L);
        Row unknown = Tables.customer(7L, "a@x", "Oslo", "open", null, null);
        Row nowhere = Tables.customer(7L, "a@x", null, "open", null, 5L);
        Row nobody = Tables.customer(7L, null, "Oslo", "open", null, 5L);
        Row here = Tables.customer(7L, "a@x", "Oslo", "open", null, 5L);

        explains(mapping, null, here, Effect.ARRIVES, "the row is new");
        explains(
                mapping,
                closed,
                here,
                Effect.ARRIVES,
                "the row was not here before: when was false: status != 'closed'");
        explains(mapping, null, low, Effect.NOTHING, "the row is not here: redis[0].when is false: level > 3");
        explains(
                mapping,
                unknown,
                null,
                Effect.NOTHING,
                "the row is not here: redis[0].when is NULL, which is not true: level > 3");
        explains(mapping, here, nowhere, Effect.LEAVES, "the row is not here any more: {city} of the key is NULL");
        explains(mapping, nobody, here, Effect.ARRIVES, "the row was not here before: {email} of the member was NULL");
        explains(mapping, here, null, Effect.LEAVES, "the row is deleted");
    }

    @Test
    void aRowThatStaysChangesMovesOrDoesNothing() {
        String plain = "redis:\n  - {string: 'mail:{city}', value: '{email}'}";
        Row one = Tables.customer(7L, "a@x", "Oslo", "open");
        Row two = Tables.customer(7L, "a@x", "Oslo", "closed");

        explains(plain, one, two, Effect.NOTHING, "nothing that it shows has changed");
        explains(plain, one, Tables.customer(7L, "b@x", "Oslo"), Effect.CHANGES, "what it shows has changed");
        explains(plain, one, Tables.customer(7L, "a@x", "Rome"), Effect.MOVES, "it has another place than before");
        explains(
                "redis:\n  - {string: 'mail:{city}', value: '{email}', ttl: 1h}",
                one,
                two,
                Effect.CHANGES,
                "nothing that it shows has changed, but its ttl begins anew with every change of the row");
        explains(
                "redis:\n  - {list: 'all', value: '{id}'}",
                one,
                two,
                Effect.NOTHING,
                "it takes a row once, when the row arrives");
        explains(
                "redis:\n  - {list: 'all', value: '{id}'}",
                one,
                null,
                Effect.NOTHING,
                "it keeps what a row wrote that leaves");
        explains(
                "redis:\n  - {string: 'mail:{city}', value: '{email}', on_delete: keep}",
                one,
                null,
                Effect.NOTHING,
                "on_delete: keep, so what the row wrote stays");
    }
}
