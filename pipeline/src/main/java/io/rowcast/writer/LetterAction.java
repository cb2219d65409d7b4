package io.rowcast.writer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be done with a waiting dead letter. */
public enum LetterAction {
    /** Apply it; what cannot be applied now stays, and what waits behind it. */
    REPLAY,
    /** Give it up: its row is taken as it is, and what waited behind it can be replayed. */
    DISCARD;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<LetterAction> of(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word().equals(word))
                .findFirst();
    }
}
