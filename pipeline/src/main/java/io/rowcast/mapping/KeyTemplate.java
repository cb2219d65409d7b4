package io.rowcast.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A template whose texts name something, a key, a member or a field: knows which keys it can yield and what can be read
 * back from one.
 *
 * <p>A placeholder is read back from the left if what follows it cannot be part of its own text, from the right if what
 * stands before it cannot; of the others there may be one, which is what remains. {@code {city}:{id}} with an integer id
 * is read from the right: the id has no colon.
 */
final class KeyTemplate {
    private final Template template;
    private final KeySpace space;
    private final CharSet[] alphabets;
    private final CharSet[] tails;
    /** Placeholders before this one are read from the left. */
    private final int fromLeft;
    /** Placeholders from this one on are read from the right. */
    private final int fromRight;

    KeyTemplate(Template template) {
        this.template = template;
        this.alphabets = new CharSet[template.size()];
        this.tails = new CharSet[template.size()];
        List<Shape> shapes = new ArrayList<>();
        for (int i = 0; i < alphabets.length; i++) {
            Shape shape = template.placeholder(i).shape();
            alphabets[i] = shape.alphabet();
            tails[i] = shape.tail();
            shapes.add(Shape.literal(template.literal(i)));
            shapes.add(shape);
        }
        shapes.add(Shape.literal(template.literal(alphabets.length)));
        this.space = new KeySpace(shapes);
        this.fromLeft = countFromLeft();
        this.fromRight = firstFromRight();
    }

    private int countFromLeft() {
        int i = 0;
        while (i < alphabets.length && endsAt(i, template.literal(i + 1))) {
            i++;
        }
        return i;
    }

    private boolean endsAt(int i, String next) {
        return next.isEmpty() ? i == alphabets.length - 1 : !tails[i].contains(next.charAt(0));
    }

    private int firstFromRight() {
        int i = alphabets.length;
        while (i > fromLeft && startsAt(i - 1, template.literal(i - 1))) {
            i--;
        }
        return i;
    }

    private boolean startsAt(int i, String previous) {
        return previous.isEmpty() ? i == 0 : !alphabets[i].contains(previous.charAt(previous.length() - 1));
    }

    /** The text for a row, {@code null} when a placeholder is NULL. */
    @Nullable
    String render(RowImage row) {
        return template.render(row);
    }

    /** The first placeholder that is NULL for a row, as it is written. */
    Optional<String> lacking(RowImage row) {
        return template.lacking(row);
    }

    KeySpace space() {
        return space;
    }

    /** Whether two rows with the same text have the same values in all placeholders. */
    boolean decodes() {
        return fromRight - fromLeft <= 1;
    }

    /** The placeholders that cannot be told from each other in a text, as they are written; empty when all can. */
    List<String> ambiguous() {
        return decodes() ? List.of() : template.sources().subList(fromLeft, fromRight);
    }

    /** The columns that decide the text, also those within expressions. */
    Set<String> columns() {
        return template.columns();
    }

    /** The columns whose values can be told from the text: rows that differ in one of them never share a text. */
    Set<String> identifies() {
        Set<String> columns = new TreeSet<>();
        for (int i = 0; i < alphabets.length; i++) {
            if (decodes() || i < fromLeft || i >= fromRight) {
                template.column(i).ifPresent(column -> columns.add(column.name()));
            }
        }
        return columns;
    }

    /** Whether it shows nothing of a row but these columns, each as it is. */
    boolean showsOnly(Collection<String> columns) {
        for (int i = 0; i < alphabets.length; i++) {
            boolean shown = template.column(i)
                    .filter(column -> columns.contains(column.name()))
                    .isPresent();
            if (!shown && !(template.placeholder(i) instanceof NameExpression)) {
                return false;
            }
        }
        return true;
    }

    /** The columns that this text and the other one, of the same row, tell together. */
    Set<String> identifiesWith(KeyTemplate other) {
        Set<String> columns = new TreeSet<>(identifies());
        columns.addAll(other.identifies());
        return columns;
    }

    /** The texts of the placeholders in a key that this template made; empty for any other key, or if ambiguous. */
    Optional<List<String>> decode(String key) {
        if (!decodes() || !space.owns(key)) {
            return Optional.empty();
        }
        String[] values = new String[alphabets.length];
        int start = 0;
        for (int i = 0; i < fromLeft; i++) {
            start += template.literal(i).length();
            int end = start < key.length() && alphabets[i].contains(key.charAt(start)) ? start + 1 : start;
            while (end < key.length() && tails[i].contains(key.charAt(end))) {
                end++;
            }
            values[i] = key.substring(start, end);
            start = end;
        }
        int end = key.length();
        for (int i = alphabets.length - 1; i >= fromRight; i--) {
            end -= template.literal(i + 1).length();
            int from = end;
            while (from > start && alphabets[i].contains(key.charAt(from - 1))) {
                from--;
            }
            values[i] = key.substring(from, end);
            end = from;
        }
        if (fromLeft < fromRight) {
            values[fromLeft] = key.substring(
                    start + template.literal(fromLeft).length(),
                    end - template.literal(fromRight).length());
        }
        return Optional.of(Arrays.asList(values));
    }

    @Override
    public String toString() {
        return template.toString();
    }
}
