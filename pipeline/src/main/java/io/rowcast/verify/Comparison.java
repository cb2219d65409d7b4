package io.rowcast.verify;

import io.rowcast.mapping.Expected;
import io.rowcast.mapping.Inspection;
import io.rowcast.model.Form;
import io.rowcast.model.Place;
import io.rowcast.redis.Found;
import io.rowcast.verify.Difference.Kind;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what was found in a place with the rows that stand there. */
final class Comparison {
    /** Clocks of Redis and of this machine may differ by so much. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);

    /** A cell of Redis's grid of positions is smaller than this. */
    private static final double DEGREES = 1e-5;

    private final List<Inspection> inspections;
    private final Clock clock;
    private final boolean full;
    private final boolean anew;

    /**
     * @param full whether nothing may lack for having ended by itself
     * @param anew nor for others that came since
     */
    Comparison(List<Inspection> inspections, Clock clock, boolean full, boolean anew) {
        this.inspections = inspections;
        this.clock = clock;
        this.full = full;
        this.anew = anew;
    }

    /** Empty when the place is as it is to be. */
    Optional<Difference> of(Place place, Tally tally, Found found) {
        Inspection inspection = inspections.get(place.output());
        if (isOfOtherType(inspection, found)) {
            Place key = new Place(place.output(), place.key(), null);
            return Optional.of(new Difference(
                    Kind.CORRUPT,
                    inspection.output(),
                    key,
                    "found the type " + found.type() + ", expected "
                            + String.join(" or ", inspection.type().names())));
        }
        if (!inspection.decides() || (inspection.form().within() && place.within() == null)) {
            return Optional.empty();
        }
        return inspection.form().sums()
                ? sum(inspection, place, tally, found)
                : standing(inspection, place, tally.standing(place), found);
    }

    private static boolean isOfOtherType(Inspection inspection, Found found) {
        // Only the server knows which kind of filter it keeps.
        return found.isKey()
                && inspection.form() != Form.ITEM
                && !inspection.type().names().contains(found.type());
    }

    private static Optional<Difference> sum(Inspection inspection, Place place, Tally tally, Found found) {
        BigDecimal expected = tally.sum(place);
        BigDecimal is;
        try {
            is = new BigDecimal(String.valueOf(found.value().orElse("0")));
        } catch (NumberFormatException e) {
            return difference(Kind.CORRUPT, inspection, place, "found no number");
        }
        if (is.compareTo(expected) == 0) {
            return Optional.empty();
        }
        if (found.value().isEmpty()) {
            return difference(Kind.MISSING, inspection, place, "found nothing, expected a number");
        }
        return tally.contains(place)
                ? difference(Kind.STALE, inspection, place, "found another number than the rows add up to")
                : difference(Kind.ORPHAN, inspection, place, "found a number that no row adds to");
    }

    private Optional<Difference> standing(Inspection inspection, Place place, List<Expected> standing, Found found) {
        if (standing.isEmpty()) {
            return found.value().isEmpty() || !inspection.findsOrphans() || isTombstone(inspection, found)
                    ? Optional.empty()
                    : difference(Kind.ORPHAN, inspection, place, "found what no row stands for");
        }
        if (found.value().isEmpty()) {
            return mayLack(inspection, standing)
                    ? Optional.empty()
                    : difference(Kind.MISSING, inspection, place, "found nothing");
        }
        List<Expected> same = standing.stream()
                .filter(expected -> isSame(
                        inspection.form(), expected.value(), found.value().get()))
                .toList();
        if (same.isEmpty()) {
            return difference(Kind.STALE, inspection, place, "found another value");
        }
        return same.stream().anyMatch(expected -> livesAsLong(inspection, expected, found))
                ? Optional.empty()
                : difference(Kind.STALE, inspection, place, "found another time to live");
    }

    private boolean mayLack(Inspection inspection, List<Expected> standing) {
        return (!full && inspection.lives())
                || (!anew && inspection.lossy())
                || standing.stream().anyMatch(Comparison::isEmpty)
                || (inspection.until()
                        && ((!full && inspection.form().within())
                                || standing.stream().anyMatch(this::isOver)));
    }

    /** A hash of nothing but NULLs is no key. */
    private static boolean isEmpty(Expected expected) {
        return expected.value() instanceof Map<?, ?> fields && fields.isEmpty();
    }

    private boolean isOver(Expected expected) {
        return expected.expiresAt() != null
                && expected.expiresAt() <= clock.instant().plus(CLOCKS).getEpochSecond();
    }

    private static boolean isTombstone(Inspection inspection, Found found) {
        Object value = found.value().orElse("");
        return inspection.tombstones()
                && found.left().isPresent()
                && (value.equals("") || value.equals("null") || value.equals(Map.of("_deleted", "1")));
    }

    private static boolean isSame(Form form, Object expected, Object found) {
        return switch (form) {
            case SCORE -> Double.parseDouble((String) expected) == Double.parseDouble((String) found);
            case POSITION -> isNear((String) expected, (String) found);
            case MEMBER, BIT, ITEM, DOCUMENT -> true;
            case TEXT, HASH, FIELDS, FIELD, SUM, FIELD_SUM, SCORE_SUM, TRACE, NOTHING -> expected.equals(found);
        };
    }

    private static boolean isNear(String expected, String found) {
        String[] one = expected.split(" ");
        String[] other = found.split(" ");
        return Math.abs(Double.parseDouble(one[0]) - Double.parseDouble(other[0])) < DEGREES
                && Math.abs(Double.parseDouble(one[1]) - Double.parseDouble(other[1])) < DEGREES;
    }

    /** Where outputs share a key, each of them may have said something of its life. */
    private boolean livesAsLong(Inspection inspection, Expected expected, Found found) {
        if (inspection.shared() || (inspection.until() && inspection.form().within())) {
            return true;
        }
        if (inspection.lives()) {
            return found.left()
                    .filter(left -> left.compareTo(Duration.ofSeconds(inspection.seconds())) <= 0)
                    .isPresent();
        }
        Long until = expected.expiresAt();
        if (until == null) {
            return found.left().isEmpty();
        }
        Duration left = Duration.ofSeconds(until - clock.instant().getEpochSecond());
        return found.left()
                .filter(is -> is.minus(left).abs().compareTo(CLOCKS) <= 0)
                .isPresent();
    }

    private static Optional<Difference> difference(Kind kind, Inspection inspection, Place place, String detail) {
        return Optional.of(new Difference(kind, inspection.output(), place, detail));
    }
}
