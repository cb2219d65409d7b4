package io.rowcast.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is done and shown with the token, and without. */
class TokenTest {
    private final FakeDesk desk = new FakeDesk();

    @Test
    void withoutATokenInTheSettingsNumbersAreShownButNoRowsAndNothingIsChanged() throws Exception {
        try (Pages pages = new Pages("none", List.of(), Optional.empty(), Optional.of(desk))) {
            assertThat(pages.get("/api/mappings").statusCode()).isEqualTo(200);
            assertThat(Pages.json(pages.get("/api/letters"))
                            .at("/answer/0/reason")
                            .asText())
                    .isEqualTo("WRONGTYPE");
            for (String path : List.of("/api/explain?table=shop.orders&key=1", "/api/letter?position=shop-0@1")) {
                assertThat(pages.get(path).statusCode()).as(path).isEqualTo(403);
                assertThat(pages.get(path).body()).contains("http.token");
            }
            for (String path : List.of(
                    "/api/letters/replay",
                    "/api/letters/discard?position=shop-0@1",
                    "/api/verify",
                    "/api/resync?table=shop.orders",
                    "/api/resync/cancel")) {
                assertThat(pages.post(path, "").statusCode()).as(path).isEqualTo(403);
            }
            assertThat(desk.done).isEmpty();
        }
    }

    @Test
    void withTheTokenTheDeskDoesWhatItIsAsked() throws Exception {
        try (Pages guarded = new Pages("sesame-open-sesame", List.of(), Optional.empty(), Optional.of(desk))) {
            String token = "Bearer sesame-open-sesame";
            guarded.post("/api/letters/replay", token);
            guarded.post("/api/letters/replay?position=a-0@1&position=a-0@2", token);
            guarded.post("/api/letters/discard?position=a-0@3", token);
            guarded.post("/api/verify", token);
            guarded.post("/api/resync?table=shop.orders", token);
            guarded.post("/api/resync/cancel", token);
            assertThat(desk.done)
                    .containsExactly(
                            "REPLAY []",
                            "REPLAY [a-0@1, a-0@2]",
                            "DISCARD [a-0@3]",
                            "verify",
                            "resync shop.orders",
                            "cancel");
            assertThat(guarded.post("/api/resync", token).statusCode()).isEqualTo(400);
            assertThat(guarded.post("/api/letters/discard", token).statusCode())
                    .as("discard of all")
                    .isEqualTo(400);
            assertThat(guarded.get("/api/explain?table=shop.orders&key=1&key=2", token)
                            .statusCode())
                    .isEqualTo(404);
            assertThat(guarded.get("/api/explain?table=odd", token).statusCode())
                    .isEqualTo(400);
            assertThat(guarded.get("/api/letter?position=none", token).statusCode())
                    .isEqualTo(502);
        }
    }

    @Test
    void withATokenStatusAndMetricsAskForIt() throws Exception {
        try (Pages guarded = new Pages("sesame-open-sesame", List.of(), Optional.empty(), Optional.of(desk))) {
            for (String path : List.of(
                    "/status",
                    "/metrics",
                    "/api/overview",
                    "/api/letters",
                    "/api/explain?table=shop.orders&key=1",
                    "//api/explain?table=shop.orders&key=1",
                    "/no-such-page",
                    "//status",
                    "/health/ready/../../status")) {
                assertThat(guarded.get(path, "").statusCode()).as(path).isIn(400, 401, 404);
                assertThat(guarded.get(path, "Bearer sesame-open-sesamf").statusCode())
                        .as(path)
                        .isIn(400, 401, 404);
            }
            assertThat(guarded.get("/status", "Bearer sesame-open-sesame").statusCode())
                    .isEqualTo(200);
            assertThat(guarded.get("/metrics", "Bearer sesame-open-sesame").statusCode())
                    .isEqualTo(200);
            assertThat(guarded.get("/health/live", "").statusCode()).isEqualTo(200);
            assertThat(guarded.get("/", "").statusCode()).isEqualTo(200);
            assertThat(guarded.get("/status", "").body()).doesNotContain("sesame");
        }
    }
}
