package io.rowcast;

import io.rowcast.cli.LetterBox;
import io.rowcast.cli.ListedLetter;
import io.rowcast.cli.ShownLetter;
import io.rowcast.config.Settings;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisConnector;
import io.rowcast.writer.LetterAction;
import io.rowcast.writer.LetterContent;
import io.rowcast.writer.LetterDesk;
import io.rowcast.writer.LetterInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The dead letters of a pipeline, for the command line and the console. */
final class Letters implements LetterBox {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Opened opened = new Opened();
    private final LetterDesk desk;

    /** Beside a pipeline that may be running. */
    Letters(Settings settings) {
        try {
            Map<String, Object> kafka = Pipeline.running(settings.kafka(), opened);
            RedisConnector redis = opened.add(Preflight.connector(settings));
            Preflight.requireAccess(redis);
            this.desk = opened.add(new LetterDesk(settings.name(), kafka, redis));
        } catch (RedisAwayException e) {
            opened.close();
            throw new IllegalStateException(e.getMessage(), e);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** In the process of a writer. */
    Letters(String pipeline, Map<String, Object> kafka, RedisConnector redis) {
        try {
            this.desk = opened.add(new LetterDesk(pipeline, kafka, redis));
        } catch (RedisAwayException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public List<ListedLetter> list(Choice choice, int limit) {
        return waiting(choice).stream()
                .limit(limit)
                .map(letter -> listed(letter, desk.content(letter)))
                .toList();
    }

    @Override
    public int count(Choice choice) {
        return waiting(choice).size();
    }

    @Override
    public Optional<ShownLetter> show(String position) {
        return waiting(new Choice(Optional.empty(), List.of(position))).stream()
                .map(this::shown)
                .findFirst();
    }

    private ShownLetter shown(LetterInfo letter) {
        Optional<LetterContent> found = desk.content(letter);
        ListedLetter listed = listed(letter, found);
        return found.map(content -> new ShownLetter(
                        listed,
                        content.failed(),
                        content.done(),
                        content.headers(),
                        text(content.key()),
                        text(content.value())))
                .orElseGet(() -> new ShownLetter(listed, "", List.of(), Map.of(), "", ""));
    }

    private static ListedLetter listed(LetterInfo letter, Optional<LetterContent> content) {
        return new ListedLetter(
                letter.position(),
                content.map(LetterContent::table).orElse("?"),
                letter.since().toString(),
                content.map(LetterContent::reason)
                        .orElse("the letter is not in its topic any more; it can only be discarded"),
                letter.held());
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public Outcome ask(Request request, Choice choice, Duration wait) {
        List<LetterInfo> chosen = waiting(choice);
        Map<LaneId, List<Long>> positions = new TreeMap<>(java.util.Comparator.comparing(LaneId::toString));
        for (LetterInfo letter : chosen) {
            List<Long> ofLane = positions.computeIfAbsent(letter.lane(), any -> new ArrayList<>());
            if (!choice.positions().isEmpty()) {
                ofLane.add(letter.offset()); // else all of the lane, also those that come until then
            }
        }
        Map<LaneId, Long> asked = desk.ask(LetterAction.valueOf(request.name()), positions);
        boolean answered = await(asked, wait);
        List<String> before = chosen.stream().map(LetterInfo::position).toList();
        int left = waiting(new Choice(Optional.empty(), before)).size();
        return new Outcome(answered, chosen.size(), chosen.isEmpty() ? 0 : left);
    }

    private boolean await(Map<LaneId, Long> asked, Duration wait) {
        long end = System.nanoTime() + wait.toNanos();
        try {
            boolean answered = desk.isAnswered(asked);
            while (!answered && System.nanoTime() - end < 0) {
                TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
                answered = desk.isAnswered(asked);
            }
            return answered;
        } catch (RedisAwayException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<LetterInfo> waiting(Choice choice) {
        try {
            return desk
                    .waiting(lane -> choice.table()
                            .map(table -> lane.topic().endsWith("." + table))
                            .orElse(true))
                    .stream()
                    .filter(letter ->
                            choice.positions().isEmpty() || choice.positions().contains(letter.position()))
                    .toList();
        } catch (RedisAwayException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        opened.close();
    }
}
