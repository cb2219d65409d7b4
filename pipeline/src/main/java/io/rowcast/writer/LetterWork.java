package io.rowcast.writer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What a record without key and value asks to be done with waiting dead letters of its lane, and how much of that is left.
 * It is answered where it stands in the topic, so that the letters come after all older changes and before all newer ones.
 */
final class LetterWork {
    /** Record header, UTF-8: {@code replay} or {@code discard}, then positions or {@code *}, with blanks between. */
    static final String HEADER = "rowcast.dead-letters";

    private static final String ALL = "*";

    private final long offset;
    private final LetterAction action;
    private final List<Long> positions;
    private @Nullable Deque<WaitingLetter> left;

    private LetterWork(long offset, LetterAction action, List<Long> positions) {
        this.offset = offset;
        this.action = action;
        this.positions = positions;
    }

    /** The header's value. */
    static String text(LetterAction action, List<Long> positions) {
        StringBuilder text = new StringBuilder(action.word());
        positions.forEach(position -> text.append(' ').append(position));
        return positions.isEmpty() ? text.append(' ').append(ALL).toString() : text.toString();
    }

    /** What the record asks for; empty when it is another record, or asks for what this version does not know. */
    static Optional<LetterWork> of(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.value() == null ? record.headers().lastHeader(HEADER) : null;
        if (header == null) {
            return Optional.empty();
        }
        String[] words = new String(header.value(), StandardCharsets.UTF_8).split(" ");
        List<Long> positions = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            if (words[i].matches("\\d{1,18}")) {
                positions.add(Long.parseLong(words[i]));
            } else if (!words[i].equals(ALL)) {
                return Optional.empty();
            }
        }
        return LetterAction.of(words[0]).map(action -> new LetterWork(record.offset(), action, positions));
    }

    /** Where the request stands. */
    long offset() {
        return offset;
    }

    LetterAction action() {
        return action;
    }

    boolean begun() {
        return left != null;
    }

    /** The letters that are left to be dealt with, in order. A replay takes along those that wait for each other. */
    Deque<WaitingLetter> left(WaitingLetters letters) {
        if (left == null) {
            left = new ArrayDeque<>(chosen(letters));
        }
        return left;
    }

    private List<WaitingLetter> chosen(WaitingLetters letters) {
        if (positions.isEmpty()) {
            return letters.all();
        }
        return action == LetterAction.REPLAY
                ? letters.together(positions)
                : letters.all().stream()
                        .filter(letter -> positions.contains(letter.position()))
                        .toList();
    }
}
