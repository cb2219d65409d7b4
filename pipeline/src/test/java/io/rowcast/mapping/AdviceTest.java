package io.rowcast.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.config.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdviceTest {

    private static List<String> advice(List<List<String>> unique, String output) {
        return Tables.customers(output).advice(unique).stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void aKeyOfTwoTextsCanCollide() {
        assertThat(advice(List.of(List.of("city", "status")), "{string: 'at:{city}:{status}', value: '{id}'}"))
                .containsExactly(
                        "a.yml: redis[0]: string at:{city}:{status} can write one key for different rows: nothing"
                                + " tells where the text of {city} ends and that of {status} begins; expected at most one"
                                + " text, or characters between them that neither has");
        assertThat(advice(List.of(), "{hash: 'at:{city}:{id}'}")).isEmpty();
    }

    @Test
    void aLookupNeedsAUniqueIndex() {
        assertThat(advice(List.of(List.of("status")), "{string: 'mail:{email}', value: '{id}'}"))
                .containsExactly(
                        "a.yml: redis[0]: string mail:{email} may be written by several rows at once: no unique"
                                + " index of the table is over email; then the row written last has it, and it goes when any"
                                + " of them leaves. Expected a unique index, or {id} in the key");
        assertThat(advice(List.of(List.of("email")), "{string: 'mail:{email}', value: '{id}'}"))
                .isEmpty();
        assertThat(advice(List.of(List.of("email")), "{string: 'mail:{email.lowerAscii()}', value: '{id}'}"))
                .isEmpty();
    }

    @Test
    void whatTellsRowsApartOrCountsThemNeedsNone() {
        assertThat(advice(List.of(), "{set: 'in:{city}', member: '{id}'}")).isEmpty();
        assertThat(advice(List.of(), "{counter: 'in:{city}'}")).isEmpty();
        assertThat(advice(List.of(), "{list: 'all', value: '{id}'}")).isEmpty();
        assertThat(advice(List.of(), "{set: 'cities', member: '{city}'}")).hasSize(1);
    }
}
