package io.rowcast.mapping;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The places of one row by one output: most often one; none, or several, one for each element of {@code each}. */
final class Standing {
    /** Of a row that is no row of the output: it does not exist, or {@code when} is not true. */
    static final Standing OUTSIDE = new Standing();

    /** Of a row that has no place, since something it needs is NULL. */
    static final Standing NOWHERE = new Standing();

    private final Entry[] entries;

    private Standing(Entry... entries) {
        this.entries = entries;
    }

    static Standing at(@Nullable Entry entry) {
        return entry == null ? NOWHERE : new Standing(entry);
    }

    static Standing at(List<Entry> entries) {
        return entries.isEmpty() ? NOWHERE : new Standing(entries.toArray(Entry[]::new));
    }

    /** As {@link #at(List)}; of entries in the same place the last one counts. */
    static Standing once(List<Entry> entries) {
        List<Entry> places = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            places.removeIf(entry::samePlace);
            places.add(entry);
        }
        return at(places);
    }

    Entry[] entries() {
        return entries;
    }

    /** What stands in the same place, {@code null} when nothing does. */
    @Nullable
    Entry find(Entry other) {
        for (Entry entry : entries) {
            if (entry.samePlace(other)) {
                return entry;
            }
        }
        return null;
    }
}
