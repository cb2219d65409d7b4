package io.rowcast.mapping;

import java.util.ArrayList;
import java.util.List;

/** What the text of a value can look like: sets of characters in sequence, each once, at most once, or any number. */
record Shape(List<Step> steps) {
    /** How often a step is taken. */
    enum Times {
        ONCE,
        AT_MOST_ONCE,
        ANY
    }

    /** Characters of one set. */
    record Step(CharSet chars, Times times) {

        boolean optional() {
            return times != Times.ONCE;
        }
    }

    static final Shape TEXT = new Shape(List.of(new Step(CharSet.ANY, Times.ANY)));
    static final Shape INTEGER = of("-?9+");
    static final Shape UNSIGNED = of("9+");
    static final Shape DECIMAL = of("-?9+.?9*");
    static final Shape DATE = of("9999-99-99");
    static final Shape TIME = of("-?9+:99:99.?9*");
    static final Shape DATETIME = of("9999-99-99T99:99:99.?9*");
    static final Shape TIMESTAMP = of("9999-99-99T99:99:99.?9*Z");
    /** As {@link Double#toString()} writes it; MySQL has neither infinities nor NaN. */
    static final Shape FLOATING =
            manyOf(CharSet.DIGITS.union(CharSet.of('-')).union(CharSet.of('.')).union(CharSet.of('E')));

    static final Shape BASE64 = manyOf(CharSet.DIGITS
            .union(CharSet.range('A', 'Z'))
            .union(CharSet.range('a', 'z'))
            .union(CharSet.of('+'))
            .union(CharSet.of('/'))
            .union(CharSet.of('=')));

    static final Shape HEXADECIMAL = manyOf(CharSet.DIGITS.union(CharSet.range('a', 'f')));

    Shape {
        steps = List.copyOf(steps);
    }

    /** A pattern in which 9 is a digit, any other character itself, and ? + * say how often what is before them. */
    static Shape of(String pattern) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            CharSet chars = c == '9' ? CharSet.DIGITS : CharSet.of(c);
            char times = i + 1 < pattern.length() ? pattern.charAt(i + 1) : ' ';
            if (times == '?' || times == '*' || times == '+') {
                i++;
            }
            if (times != '?' && times != '*') {
                steps.add(new Step(chars, Times.ONCE));
            }
            if (times == '?') {
                steps.add(new Step(chars, Times.AT_MOST_ONCE));
            } else if (times == '*' || times == '+') {
                steps.add(new Step(chars, Times.ANY));
            }
        }
        return new Shape(steps);
    }

    static Shape literal(String text) {
        List<Step> steps = new ArrayList<>(text.length());
        for (int i = 0; i < text.length(); i++) {
            steps.add(new Step(CharSet.of(text.charAt(i)), Times.ONCE));
        }
        return new Shape(steps);
    }

    private static Shape manyOf(CharSet chars) {
        return new Shape(List.of(new Step(chars, Times.ANY)));
    }

    /** The characters that can follow another one in it; all of them when it can be empty. */
    CharSet tail() {
        boolean bounded = steps.stream().anyMatch(step -> !step.optional());
        if (!bounded || steps.get(0).times() == Times.ANY) {
            return alphabet();
        }
        return new Shape(steps.subList(1, steps.size())).alphabet();
    }

    /** All the characters that can occur in it. */
    CharSet alphabet() {
        CharSet all = CharSet.EMPTY;
        for (Step step : steps) {
            all = all.union(step.chars());
        }
        return all;
    }
}
