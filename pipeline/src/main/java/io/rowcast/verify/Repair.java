package io.rowcast.verify;

import io.rowcast.mapping.Expected;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.UnmappableRowException;
import io.rowcast.model.Command;
import io.rowcast.model.Form;
import io.rowcast.model.Place;
import io.rowcast.model.Verb;
import io.rowcast.redis.Found;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.Look;
import io.rowcast.redis.RedisKeys;
import io.rowcast.topic.RepairRequest.Guard;
import io.rowcast.topic.RepairRequest.Item;
import io.rowcast.verify.Difference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Has the writers put places right, each in the order of its topic. A first request says which places; behind it they are
 * compared once more, exactly; a second one says what they are to hold, and the writer does that where no record in between
 * wrote to the place. A counter is moved by what it is off, which holds whatever moves it meanwhile.
 */
final class Repair {
    private static final int AT_ONCE = 500;

    /** Characters, about, of what places of one request are to hold: far below what a record may have. */
    private static final int TEXT_AT_ONCE = 200_000;

    private final RedisKeys keys;
    private final Mapping mapping;
    private final Tally tally;
    private final Pass pass;
    private final Values values;
    private final Map<LaneId, String> lanes;
    private final Asking asking;
    private final VerifyProgress progress;

    Repair(
            String pipeline,
            Mapping mapping,
            Tally tally,
            Pass pass,
            Values values,
            Map<LaneId, String> lanes,
            Asking asking,
            VerifyProgress progress) {
        this.keys = new RedisKeys(pipeline);
        this.mapping = mapping;
        this.tally = tally;
        this.pass = pass;
        this.values = values;
        this.lanes = lanes;
        this.asking = asking;
        this.progress = progress;
    }

    /**
     * What is put right is not among the differences of the pass any more.
     *
     * @param all whether it fails when it must leave some as they are
     * @return whether it left some as they are, because dead letters wait
     */
    boolean run(boolean all) throws NotVerifiedException, InterruptedException {
        boolean letters = lettersWait();
        if (letters && all) {
            throw new NotVerifiedException(
                    "dead letters wait, which will change rows yet: see them with 'rowcast dead-letters list', and replay or"
                            + " drop them",
                    false);
        }
        List<Place> places = pass.differences().stream()
                .filter(difference -> !letters || difference.kind() == Kind.CORRUPT)
                .map(Difference::place)
                .toList();
        for (int from = 0; from < places.size(); ) {
            progress.at("writing", from, places.size());
            int to = end(places, from);
            some(places.subList(from, to));
            from = to;
        }
        return letters;
    }

    /** How far one request goes. */
    private int end(List<Place> places, int from) {
        int to = from;
        long text = 0;
        while (to < places.size() && to - from < AT_ONCE && text < TEXT_AT_ONCE) {
            text += text(places.get(to++));
        }
        return to;
    }

    private long text(Place place) {
        return sums(place) || tally.standing(place).isEmpty()
                ? place.key().length()
                : tally.standing(place).get(0).value().toString().length();
    }

    /** What waits among the dead letters will change places yet. */
    private boolean lettersWait() throws NotVerifiedException, InterruptedException {
        List<Look> looks = lanes.keySet().stream()
                .map(lane -> new Look(Form.TRACE, new Place(0, keys.letters(lane), null), List.of()))
                .toList();
        return values.look(lanes, looks).found().stream().anyMatch(Found::isKey);
    }

    private void some(List<Place> places) throws NotVerifiedException, InterruptedException {
        String id = UUID.randomUUID().toString();
        List<Difference> differences = places.stream()
                .map(place -> pass.difference(place).orElseThrow())
                .toList();
        ask(id, false, differences, difference -> List.of());
        List<Difference> still = pass.compareAgain(places);
        ask(id, true, still, this::commands);
        pass.compareAgain(places);
    }

    private interface Remedy {
        List<Command> of(Difference difference);
    }

    /** Returns when the writers have passed the requests. */
    private void ask(String id, boolean apply, List<Difference> differences, Remedy remedy)
            throws NotVerifiedException, InterruptedException {
        Map<Integer, List<Item>> items = new TreeMap<>();
        for (Difference difference : differences) {
            Place place = difference.place();
            items.computeIfAbsent(tally.partition(place), partition -> new ArrayList<>())
                    .add(new Item(place.key(), place.within(), guard(difference), remedy.of(difference)));
        }
        asking.ask(id, apply, items);
    }

    private boolean sums(Place place) {
        return mapping.inspections().get(place.output()).form().sums();
    }

    private Guard guard(Difference difference) {
        if (difference.kind() == Kind.CORRUPT) {
            return Guard.REPLACE;
        }
        return sums(difference.place()) ? Guard.NONE : Guard.TOUCH;
    }

    private List<Command> commands(Difference difference) {
        Place place = difference.place();
        try {
            if (difference.kind() == Kind.CORRUPT) {
                return List.of(remove(place));
            }
            if (sums(place)) {
                return mapping.places().correct(place, pass.off(place));
            }
            List<Expected> standing = tally.standing(place);
            return mapping.places().repair(place, standing.isEmpty() ? Optional.empty() : Optional.of(standing.get(0)));
        } catch (UnmappableRowException e) {
            return List.of(); // a counter out of its range: the difference stays in the report
        }
    }

    /** The whole key, or the field that holds no number. */
    private static Command remove(Place place) {
        return place.within() == null
                ? Command.of(Verb.UNLINK, place.key())
                : Command.of(Verb.HDEL, place.key(), place.within());
    }
}
