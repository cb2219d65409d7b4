package io.rowcast.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TablePatternTest {

    @Test
    void nameMatchesItselfOnly() {
        TablePattern pattern = new TablePattern("shop.orders");
        assertThat(pattern.isGlob()).isFalse();
        assertThat(pattern.matches(TableId.parse("shop.orders"))).isTrue();
        assertThat(pattern.matches(TableId.parse("shop.orders_1"))).isFalse();
        assertThat(pattern.matches(TableId.parse("shopXorders.x"))).isFalse();
    }

    @Test
    void starStandsForAnythingButADot() {
        TablePattern pattern = new TablePattern("tenant_*.orders_*");
        assertThat(pattern.isGlob()).isTrue();
        assertThat(pattern.matches(TableId.parse("tenant_7.orders_2026"))).isTrue();
        assertThat(pattern.matches(TableId.parse("tenant_.orders_"))).isTrue();
        assertThat(pattern.matches(TableId.parse("tenant_7.order"))).isFalse();
        assertThat(new TablePattern("*.a").matches(TableId.parse("x.a"))).isTrue();
    }

    @Test
    void patternNeedsADatabase() {
        assertThatThrownBy(() -> new TablePattern("orders_*")).hasMessageContaining("expected database.table");
    }
}
