package io.rowcast.benchmark.pipeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was measured.
 *
 * @param limit what it is compared with, measured in the same run; {@code null} when it stands for itself
 * @param target what the ratio to the limit is to be, or the value itself; {@code null} when there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Figure(
        String section,
        String name,
        String unit,
        double value,
        @Nullable Limit limit,
        @Nullable Target target) {

    /** A figure of something that does less. */
    record Limit(String name, double value) {}

    /** What is to be reached. */
    record Target(double value, boolean atLeast, boolean ofRatio) {
        static Target atLeast(double ratio) {
            return new Target(ratio, true, true);
        }

        static Target atMost(double ratio) {
            return new Target(ratio, false, true);
        }

        /** Of the figure itself, whatever it is compared with. */
        static Target valueAtMost(double value) {
            return new Target(value, false, false);
        }

        boolean met(double found) {
            return atLeast ? found >= value : found <= value;
        }

        @Override
        public String toString() {
            return (atLeast ? "≥ " : "≤ ") + Numbers.text(value);
        }
    }

    Figure(String section, String name, String unit, double value) {
        this(section, name, unit, value, null, null);
    }

    Figure against(String limitName, double limitValue) {
        return new Figure(section, name, unit, value, new Limit(limitName, limitValue), target);
    }

    Figure toBe(Target wanted) {
        return new Figure(section, name, unit, value, limit, wanted);
    }

    /** To the limit; the value itself where there is none. */
    double ratio() {
        return limit == null ? value : value / limit.value;
    }

    boolean met() {
        return target == null || target.met(target.ofRatio ? ratio() : value);
    }
}
