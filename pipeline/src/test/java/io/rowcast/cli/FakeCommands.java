package io.rowcast.cli;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.Problem;
import io.rowcast.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Commands that note what they were asked for, and fail when told to. */
final class FakeCommands implements Commands {
    private static final Explained EXPLAINED = new Explained(
            "shop.orders",
            "any number of partitions",
            List.of(
                    new Explained.Change(
                            "insert of id 7",
                            "",
                            List.of(
                                    new Explained.Output(
                                            "redis[0] (set a)",
                                            "arrives",
                                            "the row is new",
                                            List.of(new Explained.Step(1, "SADD a 7"))),
                                    new Explained.Output("redis[1] (set b)", "nothing", "{city} is NULL", List.of()))),
                    new Explained.Change("insert of id 8", "redis[1].sum: divide by zero", List.of())));

    final List<String> asked = new ArrayList<>();
    private final Running running;

    FakeCommands(Running running) {
        this.running = running;
    }

    static FakeCommands ending() {
        return new FakeCommands(FakeRunning.ending());
    }

    static InvalidConfigException problems(String... messages) {
        return new InvalidConfigException(List.of(messages).stream()
                .map(message -> new Problem("shop.yml", "redis[0].key", message))
                .toList());
    }

    @Override
    public Running prepare(Settings settings, Set<Part> parts) {
        asked.add(settings.name() + " " + parts);
        return running;
    }

    @Override
    public Checked validate(Settings settings) {
        asked.add(settings.name() + " validate");
        return new Checked(
                List.of(
                        new Checked.Table(
                                "shop.orders",
                                List.of("hash order:*", "list recent"),
                                "shop.shop.orders",
                                "4 partitions"),
                        new Checked.Table("shop.items", List.of(), "shop.shop.items", "1 partition")),
                List.of("shop.yml: think of this"));
    }

    @Override
    public List<Path> init(Settings settings, List<String> tables, Path to, boolean force) {
        asked.add(settings.mysql().host() + ":" + settings.mysql().port() + " " + tables + " " + to + " " + force);
        return List.of(to.resolve("a.yml"));
    }

    @Override
    public Explained explain(Settings settings, ExplainRequest request) {
        asked.add(settings.name() + " " + request);
        return EXPLAINED;
    }

    @Override
    public Explained explain(Path mappings, Path schema, ExplainRequest request) {
        asked.add(mappings + " " + schema + " " + request);
        return EXPLAINED;
    }

    @Override
    public Tested test(Path cases) {
        List<String> differences = cases.endsWith("wrong") ? List.of("step 1", "  - SADD a 1") : List.of();
        return new Tested(List.of(new Tested.Suite(
                cases + "/a.test.yml",
                List.of(new Tested.Outcome("one", List.of()), new Tested.Outcome("two", differences)))));
    }

    @Override
    public String recover(Settings settings) {
        throw problems("one", "two");
    }

    @Override
    public Optional<String> awaitVisible(Settings settings, @Nullable String gtids, Duration limit) {
        asked.add(settings.name() + " wait " + gtids + " " + limit);
        return "old".equals(gtids) ? Optional.empty() : Optional.of("the reader has not committed all of them");
    }

    @Override
    public Planned plan(Settings settings) {
        if (settings.name().equals("same")) {
            return new Planned("", List.of());
        }
        if (settings.name().equals("cluster")) {
            return new Planned("changed mapping files are not rolled out on a Redis Cluster", List.of());
        }
        return new Planned(
                "",
                List.of(
                        new Planned.Table(
                                "shop.items",
                                "new",
                                10,
                                List.of("redis[0] (set a)"),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of()),
                        new Planned.Table(
                                "shop.orders",
                                "under_way",
                                1200,
                                List.of("redis[0] (hash o:{id})"),
                                List.of("redis[1] (list recent)"),
                                List.of("hash order:{id}"),
                                List.of("order:[0-9]*"),
                                List.of("redis[1] (list recent) cannot be filled"))));
    }

    @Override
    public Verified verify(Settings settings, VerifyRequest request, VerifyRequest.Watcher watcher) {
        asked.add(settings.name() + " " + request);
        Verified.Difference difference =
                new Verified.Difference("missing", "redis[0] (hash order:{id})", "order:7", "found nothing");
        return new Verified(List.of(
                new Verified.Table("shop.items", 10, 0, 20, 0, List.of(), List.of(difference), false, List.of(), ""),
                new Verified.Table(
                        "shop.orders",
                        1200,
                        1,
                        2400,
                        2,
                        List.of(difference, difference),
                        List.of(),
                        true,
                        List.of("list"),
                        ""),
                new Verified.Table(
                        "shop.old", 0, 0, 0, 0, List.of(), List.of(), false, List.of(), "there is no such table")));
    }

    @Override
    public Resynced resync(Settings settings, ResyncRequest request, VerifyRequest.Watcher watcher) {
        asked.add(settings.name() + " " + request);
        return request.key().isPresent()
                ? new Resynced(request.table(), 0, 0, 0, 0, 0, List.of(), "Redis is away")
                : new Resynced(request.table(), 1200, 2400, 3, 1, 0, List.of("redis[1] (list recent)"), "");
    }

    @Override
    public LetterBox deadLetters(Settings settings) {
        return new FakeLetterBox(asked);
    }
}
