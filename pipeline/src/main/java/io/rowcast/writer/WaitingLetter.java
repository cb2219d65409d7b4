package io.rowcast.writer;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * A dead letter that waits to be replayed or discarded, as Redis keeps it in the hash of its lane, under its position.
 *
 * @param position offset of the record in its lane
 * @param place offset of the letter in the topic of the dead letters
 * @param since when it was put there
 * @param touches what it must keep its order with; see {@link Touches}
 */
record WaitingLetter(long position, long place, Instant since, Set<String> touches) {

    WaitingLetter {
        touches = Set.copyOf(touches);
    }

    /** The value of the field in Redis. */
    String text() {
        return place + " " + since.toEpochMilli() + " " + String.join(" ", new TreeSet<>(touches));
    }

    /** From a field of the hash and its value. */
    static WaitingLetter parse(String position, String text) {
        String[] parts = text.strip().split(" ");
        Set<String> touches = new TreeSet<>();
        for (int i = 2; i < parts.length; i++) {
            touches.add(parts[i]);
        }
        return new WaitingLetter(
                Long.parseLong(position),
                Long.parseLong(parts[0]),
                Instant.ofEpochMilli(Long.parseLong(parts[1])),
                touches);
    }
}
