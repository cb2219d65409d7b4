package io.rowcast.writer;

import io.rowcast.redis.Letter;
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
 * @param failed of a replay that ended before the letter could say how it went: indexes of the commands without effect, of
 *     those that the letter says were still to take effect; empty when there was none
 */
record WaitingLetter(long position, long place, Instant since, Set<String> touches, Set<Integer> failed) {

    WaitingLetter {
        touches = Set.copyOf(touches);
        failed = Set.copyOf(failed);
    }

    WaitingLetter(long position, long place, Instant since, Set<String> touches) {
        this(position, place, since, touches, Set.of());
    }

    /** The value of the field in Redis; a replay of which some fails adds that by itself. */
    String text() {
        return place + " " + since.toEpochMilli() + " " + String.join(" ", new TreeSet<>(touches));
    }

    /** From a field of the hash and its value. */
    static WaitingLetter parse(String position, String text) {
        String[] parts = text.strip().split(" ");
        Set<String> touches = new TreeSet<>();
        Set<Integer> failed = new TreeSet<>();
        for (int i = 2; i < parts.length; i++) {
            if (parts[i].startsWith(Letter.FAILED)) {
                for (String index : parts[i].substring(Letter.FAILED.length()).split(",", -1)) {
                    failed.add(Integer.parseInt(index));
                }
            } else {
                touches.add(parts[i]);
            }
        }
        return new WaitingLetter(
                Long.parseLong(position),
                Long.parseLong(parts[0]),
                Instant.ofEpochMilli(Long.parseLong(parts[1])),
                touches,
                failed);
    }
}
