package io.rowcast.verify;

import io.rowcast.mapping.Inspection;
import io.rowcast.model.Form;
import io.rowcast.model.Place;
import io.rowcast.redis.Found;
import io.rowcast.redis.LaneId;
import io.rowcast.redis.Look;
import io.rowcast.redis.Looked;
import io.rowcast.redis.Pages;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.ValueReader;
import io.rowcast.verify.Difference.Kind;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Looks at places in Redis, each at a moment for which the tally is exact. */
final class Pass {
    private static final int MANY = 200;

    /** Of places that change all the time: so few are looked at in one go that nothing comes between. */
    private static final int FEW = 4;

    private static final int TRIES = 100;
    private static final long PAUSE_MILLIS = 20;

    private final List<Inspection> inspections;
    private final Tally tally;
    private final Pursuit pursuit;
    private final Values values;
    private final Map<LaneId, String> lanes;
    private final Comparison comparison;
    private final Pace pace;
    private final VerifyProgress progress;
    private final Map<Place, Difference> differences = new LinkedHashMap<>();
    /** What counters lack, as of the moment in which they were looked at: the tally has moved on since. */
    private final Map<Place, BigDecimal> off = new HashMap<>();

    private final Set<Place> undecided = new HashSet<>();
    private long compared;

    Pass(
            List<Inspection> inspections,
            Tally tally,
            Pursuit pursuit,
            Values values,
            Map<LaneId, String> lanes,
            Comparison comparison,
            Pace pace,
            VerifyProgress progress) {
        this.inspections = inspections;
        this.tally = tally;
        this.pursuit = pursuit;
        this.values = values;
        this.lanes = lanes;
        this.comparison = comparison;
        this.pace = pace;
        this.progress = progress;
    }

    Collection<Difference> differences() {
        return differences.values();
    }

    /** Compares places once more, of which it was said how they differ. */
    List<Difference> compareAgain(Collection<Place> places) throws NotVerifiedException, InterruptedException {
        places.forEach(differences::remove);
        compare(places);
        return places.stream().map(differences::get).filter(Objects::nonNull).toList();
    }

    /** Of a place that differs. */
    Optional<Difference> difference(Place place) {
        return Optional.ofNullable(differences.get(place));
    }

    /** What a counter lacks that differs. */
    BigDecimal off(Place place) {
        return Objects.requireNonNull(off.get(place));
    }

    Set<Place> undecided() {
        return undecided;
    }

    long compared() {
        return compared;
    }

    /** Compares places with the tally. */
    void compare(Collection<Place> places) throws NotVerifiedException, InterruptedException {
        Deque<Place> open = new ArrayDeque<>(places);
        Deque<Place> hot = new ArrayDeque<>();
        Map<Place, Integer> tries = new HashMap<>();
        long all = places.size();
        while (!open.isEmpty() || !hot.isEmpty()) {
            boolean few = open.isEmpty();
            List<Place> batch = next(few ? hot : open, few ? FEW : MANY);
            for (Place place : compareBatch(batch)) {
                if (tries.merge(place, 1, Integer::sum) < TRIES) {
                    hot.add(place);
                } else {
                    undecided.add(place);
                }
            }
            progress.at("comparing", all - open.size() - hot.size(), all);
        }
    }

    private static List<Place> next(Deque<Place> from, int most) {
        List<Place> batch = new ArrayList<>();
        while (batch.size() < most && !from.isEmpty()) {
            batch.add(from.remove());
        }
        return batch;
    }

    /** Returns the places that changed in between. */
    private List<Place> compareBatch(List<Place> batch) throws NotVerifiedException, InterruptedException {
        pace.take(batch.size());
        Looked looked = look(batch.stream().map(this::look).toList());
        pursuit.follow(looked.before());
        Set<Place> touched = new HashSet<>();
        if (!looked.still()) {
            pursuit.touched(looked.after(), row -> tally.each(row, expected -> touched.add(expected.place())));
        }
        List<Place> again = new ArrayList<>();
        int before = differences.size();
        for (int i = 0; i < batch.size(); i++) {
            Place place = batch.get(i);
            if (touched.contains(place)) {
                again.add(place);
            } else if (tally.isUnsure(place)) {
                undecided.add(place);
            } else {
                compared++;
                Found is = looked.found().get(i);
                comparison.of(place, tally, is).ifPresent(difference -> {
                    differences.putIfAbsent(difference.place(), difference);
                    if (inspections.get(place.output()).form().sums() && difference.kind() != Kind.CORRUPT) {
                        Object sum = is.value().orElse("0");
                        off.put(place, tally.sum(place).subtract(new BigDecimal(String.valueOf(sum))));
                    }
                });
            }
        }
        if (differences.size() > before) {
            pursuit.requireSameGeneration();
        }
        return again;
    }

    private Look look(Place place) {
        Inspection inspection = inspections.get(place.output());
        return inspection.form().within() && place.within() == null
                ? ValueReader.typeOf(place.output(), place.key())
                : new Look(inspection.form(), place, inspection.names());
    }

    /** Looks when Redis is at least as far as the tally. */
    private Looked look(List<Look> looks) throws NotVerifiedException, InterruptedException {
        for (int i = 0; i < pursuit.patienceIn(PAUSE_MILLIS); i++) {
            Looked looked = values.look(lanes, looks);
            if (pursuit.isReachedBy(looked.before())) {
                return looked;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS); // the writer applies again what Redis lost
        }
        throw new NotVerifiedException("Redis has gone back, and the writer has not come forward since", false);
    }

    /**
     * Compares what is in Redis, and in the range, and no row stands for.
     *
     * @param outputs whose keys are looked for
     * @param wanted which places of the range
     */
    void compareOthers(IntPredicate outputs, Predicate<Place> wanted)
            throws NotVerifiedException, InterruptedException {
        for (int output = 0; output < inspections.size(); output++) {
            Inspection inspection = inspections.get(output);
            int number = output;
            if (outputs.test(output) && (inspection.findsOrphans() || !inspection.decides())) {
                if (inspection.form() != Form.NOTHING) {
                    values.read(reader -> {
                        scan(reader, number, inspection, wanted);
                        return true;
                    });
                }
            }
        }
    }

    private void scan(ValueReader reader, int output, Inspection inspection, Predicate<Place> wanted)
            throws RedisAwayException, NotVerifiedException, InterruptedException {
        Pages keys = reader.keys(inspection.space().scanPattern(), inspection.space()::owns);
        long seen = 0;
        while (keys.hasNext()) {
            List<String> page = keys.next();
            pace.take(page.size());
            List<Place> whole = page.stream()
                    .map(key -> new Place(output, key, null))
                    .filter(place -> wanted.test(place) && !tally.contains(place))
                    .toList();
            compare(whole);
            if (inspection.form().within() && inspection.findsOrphans()) {
                for (String key : page) {
                    parts(reader, output, key, inspection, wanted);
                }
            }
            seen += page.size();
            progress.at("looking for what no row stands for in " + inspection.output(), seen, 0);
        }
    }

    private void parts(ValueReader reader, int output, String key, Inspection inspection, Predicate<Place> wanted)
            throws RedisAwayException, NotVerifiedException, InterruptedException {
        if (differences.containsKey(new Place(output, key, null))) {
            return; // it is of another type
        }
        Pages names = reader.parts(new Look(inspection.form(), new Place(output, key, null), List.of()));
        while (names.hasNext()) {
            List<String> page;
            try {
                page = names.next();
            } catch (RedisAwayException e) {
                if (Optional.ofNullable(e.getMessage())
                        .filter(text -> text.contains("WRONGTYPE"))
                        .isPresent()) {
                    return; // told of where its rows are compared
                }
                throw e;
            }
            pace.take(page.size());
            compare(page.stream()
                    .map(name -> new Place(output, key, name))
                    .filter(place -> wanted.test(place) && !tally.contains(place))
                    .toList());
        }
    }
}
