package io.rowcast.benchmark.pipeline;

import java.util.Locale;

/** Figures as a person reads them: three digits that count, and thousands apart. */
final class Numbers {

    private Numbers() {}

    static String text(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
