package io.rowcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClosestNameTest {
    private static final List<String> COLUMNS = List.of("id", "email", "credit_limit", "city");

    @Test
    void aMistypedNameIsFound() {
        assertThat(ClosestName.of("emial", COLUMNS)).hasValue("email");
        assertThat(ClosestName.of("creditlimit", COLUMNS)).hasValue("credit_limit");
        assertThat(ClosestName.of("City", COLUMNS)).hasValue("city");
    }

    @Test
    void aDifferentNameIsNot() {
        assertThat(ClosestName.of("phone", COLUMNS)).isEmpty();
        assertThat(ClosestName.of("xy", COLUMNS)).isEmpty();
        assertThat(ClosestName.of("id", List.of())).isEmpty();
    }
}
