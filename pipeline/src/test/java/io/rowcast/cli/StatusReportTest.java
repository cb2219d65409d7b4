package io.rowcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusReportTest {
    private static final String PAGE = """
            {"url": "http://h:1", "pipeline": "shop",
             "reader": {"health": {"state": "OK", "detail": "following MySQL"}, "role": "active", "position": "b.1:4",
                "rows": %1$d, "restarts": 1, "lagSeconds": 0.25, "binlogBehindBytes": 2048, "lastError": "it was away",
                "snapshot": {"running": true, "tables": 3, "tablesBegun": 2, "rows": 500, "expectedRows": 2000,
                             "secondsLeft": 300}},
             "writer": {"health": {"state": "%2$s", "detail": ""}, "offsets": {}, "stopped": {"shop.a-0": "at 7"},
                "lagRecords": 12, "commitToVisibleP50Millis": 1.25, "commitToVisibleP99Millis": 9, "rewinds": 1,
                "fenced": 0, "redisOutages": 2, "deadLettersWaiting": 3,
                "tables": {"shop.a": {"rows": %1$d, "lagRecords": 12, "lagSeconds": 1.5, "deadLettersWaiting": 3}}}}
            """;

    @Test
    void saysWhatAPersonAsksFirst() throws Exception {
        StatusReport report = new StatusReport(List.of(page(1000, "OK")), List.of(page(3000, "OK")), 2);

        assertThat(report.text().lines())
                .containsExactly(
                        "shop, http://h:1",
                        "  reader   OK: following MySQL",
                        "    active, 3,000 rows, 1,000 rows/s, 1 restarts",
                        "    position b.1:4",
                        "    0.3 s behind MySQL, 2,048 bytes of binlog",
                        "    snapshot: 500 rows of 2 of 3 tables, about 25 %, 5 min left",
                        "    last error: it was away",
                        "  writer   OK",
                        "    12 records behind Kafka; commit to visible p50 1.3 ms, p99 9.0 ms",
                        "    rewinds 1, fenced 0, Redis outages 2, dead letters waiting 3",
                        "    stands still: shop.a-0: at 7",
                        "    table                                      rows     rows/s     behind       lag  dead letters",
                        "    shop.a                                    3,000      1,000         12     1.5 s             3");
        assertThat(report.good()).isTrue();
    }

    @Test
    void isBadWhenAPartIsOrAProcessDoesNotAnswer() throws Exception {
        List<JsonNode> halted = List.of(page(1, "HALTED"));
        List<JsonNode> silent = List.of(new ObjectMapper().readTree("{\"url\": \"u\", \"error\": \"no answer\"}"));

        assertThat(new StatusReport(halted, halted, 1).good()).isFalse();
        assertThat(new StatusReport(silent, silent, 1).good()).isFalse();
        assertThat(new StatusReport(silent, silent, 1).text()).isEqualTo("u: no answer");
    }

    private static JsonNode page(long rows, String state) throws JsonProcessingException {
        return new ObjectMapper().readTree(PAGE.formatted(rows, state));
    }
}
