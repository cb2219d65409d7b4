package io.rowcast.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Place;
import io.rowcast.model.TableId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final TableId ORDERS = TableId.parse("shop.orders");

    private final Findings findings = new Findings(Clock.systemUTC());

    @Test
    void saysWhatIsBeingComparedAndHowFar() {
        findings.begin(ORDERS);
        findings.at("comparing", 3, 10);

        assertThat(findings.summary()).isEqualTo("shop.orders: comparing, 3 of 10");
        assertThat(findings.status())
                .containsEntry("running", true)
                .containsEntry("table", "shop.orders")
                .containsEntry("done", 3L)
                .containsEntry("all", 10L);
    }

    @Test
    void countsWhatDiffersByClassAndShowsNoPlace() {
        findings.begin(ORDERS);
        findings.took(
                report(
                        difference(Difference.Kind.STALE),
                        difference(Difference.Kind.STALE),
                        difference(Difference.Kind.ORPHAN)),
                Instant.EPOCH);
        findings.end(null);

        assertThat(findings.summary()).isEqualTo("1 table compared, 3 places differ");
        assertThat(findings.status())
                .containsEntry("running", false)
                .containsEntry(
                        "tables",
                        Map.of(
                                "shop.orders",
                                new Findings.Table(Instant.EPOCH, 5, 9, 3, Map.of("stale", 2L, "orphan", 1L), 0, "")));
        assertThat(findings.status().toString()).doesNotContain("ann@x.org");
    }

    @Test
    void saysWhyARoundFailedUntilOneDoesNot() {
        findings.end("MySQL is away");
        assertThat(findings.status()).containsEntry("lastError", "MySQL is away");

        findings.end(null);
        assertThat(findings.status()).doesNotContainKey("lastError");
    }

    private static Difference difference(Difference.Kind kind) {
        return new Difference(
                kind, "redis[0] (string by-email:{email})", new Place(0, "by-email:ann@x.org", null), "another");
    }

    private static TableReport report(Difference... differences) {
        return new TableReport(ORDERS, 5, 0, 9, 0, List.of(differences), List.of(), false, List.of(), Optional.empty());
    }
}
