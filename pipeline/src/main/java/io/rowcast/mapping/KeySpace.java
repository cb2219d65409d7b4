package io.rowcast.mapping;

import io.rowcast.mapping.Shape.Step;
import io.rowcast.mapping.Shape.Times;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Redis keys that an output owns: its key template with the types of the columns filled in. {@code customer:{id}} with
 * an integer id owns {@code customer:7} and not {@code customer:by-email:x}.
 */
public final class KeySpace {
    private final List<Step> steps;
    private final String prefix;

    KeySpace(List<Shape> shapes) {
        List<Step> all = new ArrayList<>();
        shapes.forEach(shape -> all.addAll(shape.steps()));
        this.steps = List.copyOf(all);
        this.prefix = prefix(steps);
    }

    /**
     * A pattern for {@code SCAN … MATCH} that finds all of these keys. It may find others too: ask {@link #owns} of each.
     */
    public String scanPattern() {
        StringBuilder glob = new StringBuilder();
        for (Step step : steps) {
            if (step.optional()) {
                if (glob.length() == 0 || glob.charAt(glob.length() - 1) != '*' || endsEscaped(glob)) {
                    glob.append('*');
                }
            } else if (step.chars().equals(CharSet.DIGITS)) {
                glob.append("[0-9]");
            } else {
                appendLiteral(step.chars().sample(), glob);
            }
        }
        return glob.toString();
    }

    private static boolean endsEscaped(StringBuilder glob) {
        return glob.length() > 1 && glob.charAt(glob.length() - 2) == '\\';
    }

    private static void appendLiteral(char c, StringBuilder glob) {
        if ("*?[]\\^-".indexOf(c) >= 0) {
            glob.append('\\');
        }
        glob.append(c);
    }

    /** The text that all of these keys begin with. */
    String prefix() {
        return prefix;
    }

    private static String prefix(List<Step> steps) {
        StringBuilder prefix = new StringBuilder();
        for (Step step : steps) {
            CharSet one = CharSet.of(step.chars().sample());
            if (step.optional() || !one.equals(step.chars())) {
                break;
            }
            prefix.append(step.chars().sample());
        }
        return prefix.toString();
    }

    /** Whether the key is one of these. */
    public boolean owns(String key) {
        if (!key.startsWith(prefix)) {
            return false; // most of them, where Redis holds much else
        }
        boolean[] now = new boolean[steps.size() + 1];
        reach(0, now);
        for (int i = 0; i < key.length(); i++) {
            boolean[] next = new boolean[now.length];
            boolean any = false;
            for (int at = 0; at < steps.size(); at++) {
                if (now[at] && steps.get(at).chars().contains(key.charAt(i))) {
                    reach(after(at), next);
                    any = true;
                }
            }
            if (!any) {
                return false;
            }
            now = next;
        }
        return now[steps.size()];
    }

    private void reach(int at, boolean[] reached) {
        int i = at;
        reached[i] = true;
        while (i < steps.size() && steps.get(i).optional()) {
            reached[++i] = true;
        }
    }

    private int after(int at) {
        return steps.get(at).times() == Times.ANY ? at : at + 1;
    }

    /** Whether there is a key that both own. */
    public boolean overlaps(KeySpace other) {
        return shared(other).isPresent();
    }

    /** A shortest key that both own: a walk through both at once, breadth first, steps left out before steps taken. */
    Optional<String> shared(KeySpace other) {
        int width = other.steps.size() + 1;
        String[] ways = new String[(steps.size() + 1) * width];
        Deque<Integer> open = new ArrayDeque<>();
        visit(0, "", true, ways, open);
        while (!open.isEmpty()) {
            int state = open.remove();
            String way = ways[state];
            int mine = state / width;
            int theirs = state % width;
            if (mine < steps.size() && steps.get(mine).optional()) {
                visit(state + width, way, true, ways, open);
            }
            if (theirs < other.steps.size() && other.steps.get(theirs).optional()) {
                visit(state + 1, way, true, ways, open);
            }
            if (mine < steps.size() && theirs < other.steps.size()) {
                CharSet both = steps.get(mine)
                        .chars()
                        .intersection(other.steps.get(theirs).chars());
                if (!both.isEmpty()) {
                    visit(after(mine) * width + other.after(theirs), way + both.sample(), false, ways, open);
                }
            }
        }
        return Optional.ofNullable(ways[ways.length - 1]);
    }

    private static void visit(int state, String way, boolean free, String[] ways, Deque<Integer> open) {
        boolean shorter = ways[state] == null || way.length() < ways[state].length();
        if (shorter && free) {
            open.addFirst(state);
        } else if (shorter) {
            open.addLast(state);
        }
        ways[state] = shorter ? way : ways[state];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeySpace space && steps.equals(space.steps);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(steps.toArray());
    }

    @Override
    public String toString() {
        return scanPattern();
    }
}
