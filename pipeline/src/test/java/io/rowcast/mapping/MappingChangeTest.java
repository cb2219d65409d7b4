package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.config.MappingText;
import io.rowcast.model.TableId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MappingChangeTest {
    private static final TableId TABLE = TableId.parse("shop.customers");
    private static final String BEFORE = """
            table: shop.customers
            when: status != 'closed'
            let: {name: first + ' ' + last, loud: name + '!'}
            redis:
              - hash: customer:{id}
                fields: [name, city]
              - set: in:{city}
                member: "{id}"
              - counter: count:{city}
              - string: shout:{id}
                value: "{loud}"
            """;

    private static MappingFile file(String text) {
        return MappingFile.parse(List.of(new MappingText("a.yml", text))).get(0);
    }

    private static MappingChange change(String now, String... before) {
        return MappingChange.of(
                List.of(before).stream().map(MappingChangeTest::file).toList(), file(now));
    }

    @Test
    void layoutCommentsAndTheOrderOfOutputsChangeNothing() {
        String same = """
                # the same
                table: [shop.customers, shop.others]
                when:   status != 'closed'
                let:
                  loud: name + '!'
                  name: first + ' ' + last
                redis:
                  - {counter: 'count:{city}'}
                  - {string: 'shout:{id}', value: '{loud}'}
                  - {fields: [name, city], hash: 'customer:{id}'}
                  - {set: 'in:{city}', member: '{id}'}
                """;

        assertThat(change(same, BEFORE).isEmpty()).isTrue();
    }

    @Test
    void anotherFieldSetIsAChange() {
        assertThat(change(BEFORE.replace("[name, city]", "[name]"), BEFORE))
                .isEqualTo(new MappingChange(Map.of(0, MappingChange.Kind.CHANGED), List.of()));
    }

    @Test
    void anotherKeyIsAnOutputMoreAndOneLess() {
        assertThat(change(BEFORE.replace("customer:", "c:"), BEFORE))
                .isEqualTo(new MappingChange(Map.of(0, MappingChange.Kind.ADDED), List.of("hash customer:{id}")));
    }

    @Test
    void anotherConditionConcernsAllOutputs() {
        assertThat(change(BEFORE.replace("!= 'closed'", "== 'open'"), BEFORE).outputs())
                .hasSize(4)
                .allSatisfy((output, kind) -> assertThat(kind).isEqualTo(MappingChange.Kind.CHANGED));
    }

    @Test
    void aLetConcernsWhatUsesItAlsoByAnotherLet() {
        assertThat(change(BEFORE.replace("first + ' '", "first + '-'"), BEFORE).outputs())
                .containsOnlyKeys(0, 3);
        assertThat(change(BEFORE.replace("'!'", "'.'"), BEFORE).outputs()).containsOnlyKeys(3);
    }

    @Test
    void whatASecondEarlierFileWroteCountsToo() {
        String between = BEFORE.replace("[name, city]", "[name]").replace("in:{city}", "of:{city}");

        assertThat(change(BEFORE, BEFORE, between))
                .isEqualTo(new MappingChange(
                        Map.of(0, MappingChange.Kind.CHANGED, 1, MappingChange.Kind.CHANGED),
                        List.of("set of:{city}")));
    }

    @Test
    void allOfATableThatRedisHoldsNothingOfIsNew() {
        assertThat(change(BEFORE).outputs())
                .hasSize(4)
                .allSatisfy((output, kind) -> assertThat(kind).isEqualTo(MappingChange.Kind.ADDED));
    }

    @Test
    void theTextOfAFileSaysTheSameAsTheFile() {
        MappingFile read = file(file(BEFORE).text(TABLE));

        assertThat(MappingChange.of(List.of(read), file(BEFORE)).isEmpty()).isTrue();
        assertThat(read.text(TABLE)).isEqualTo(file(BEFORE).text(TABLE));
    }
}
