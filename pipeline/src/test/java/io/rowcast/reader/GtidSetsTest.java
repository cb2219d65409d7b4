package io.rowcast.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.reader.catalog.SourceOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GtidSetsTest {
    private static final String A = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    private static final String B = "4a0edad6-e6d0-11f1-8867-02fc00000001";

    @Test
    void aSetIsContainedInAPositionThatHasAllOfIt() {
        assertThat(isContained(A + ":5", A + ":1-5")).isTrue();
        assertThat(isContained(A.toUpperCase(java.util.Locale.ROOT) + ":5", A + ":1-5"))
                .isTrue();
        assertThat(isContained(A + ":1-3:5,\n" + B + ":7", A + ":1-9," + B + ":1-7"))
                .isTrue();
    }

    @Test
    void andInNoOther() {
        assertThat(isContained(A + ":6", A + ":1-5")).isFalse();
        assertThat(isContained(A + ":4", A + ":1-3:5")).isFalse();
        assertThat(isContained(B + ":1", A + ":1-5")).isFalse();
        assertThat(GtidSets.parse(A + ":1").isContainedIn(new SourceOffset(Map.of("file", "b.1", "pos", 4))))
                .isFalse();
    }

    private static boolean isContained(String wanted, String completed) {
        return GtidSets.parse(wanted)
                .isContainedIn(new SourceOffset(Map.of("file", "b.1", "pos", 4, "gtids", completed)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", A, A + ":", A + ":0", A + ":1-", A + ":1;" + B + ":1", "binlog.000001:4"})
    void whatIsNoSetIsRefused(String text) {
        assertThatThrownBy(() -> GtidSets.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected GTIDs of MySQL");
    }
}
