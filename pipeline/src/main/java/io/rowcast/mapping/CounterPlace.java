package io.rowcast.mapping;

import io.rowcast.model.Command;
import io.rowcast.model.Form;
import io.rowcast.model.Verb;

/** What a counter is in Redis: a key of its own, a field of a hash, or the score of a member of a sorted set. */
enum CounterPlace {
    KEY(Verb.KeyType.STRING, Verb.INCRBY, Verb.ADD_DECIMAL),
    FIELD(Verb.KeyType.HASH, Verb.HINCRBY, Verb.HADD_DECIMAL),
    /** Scores are binary doubles, so that only integers add up exactly. */
    MEMBER(Verb.KeyType.ZSET, Verb.ZINCRBY, Verb.ZINCRBY);

    private final Verb.KeyType keyType;
    private final Verb integers;
    private final Verb decimals;

    CounterPlace(Verb.KeyType keyType, Verb integers, Verb decimals) {
        this.keyType = keyType;
        this.integers = integers;
        this.decimals = decimals;
    }

    static CounterPlace of(WrittenOutput written, Problems problems) {
        if (written.has("field") && written.has("member")) {
            problems.add(
                    written.path() + ".member",
                    "found member together with field; expected field (a counter in a hash) or member (one in a sorted"
                            + " set)");
        }
        return written.has("field") ? FIELD : written.has("member") ? MEMBER : KEY;
    }

    /** The name that the place has in mapping files. */
    String property() {
        return this == FIELD ? "field" : "member";
    }

    Verb.KeyType keyType() {
        return keyType;
    }

    Command move(Entry at, boolean integer, String amount) {
        Verb verb = integer ? integers : decimals;
        return switch (this) {
            case KEY -> Command.of(verb, at.key(), amount);
            case FIELD -> Command.of(verb, at.key(), at.placed(), amount);
            case MEMBER -> Command.of(verb, at.key(), amount, at.placed());
        };
    }

    Form form() {
        return switch (this) {
            case KEY -> Form.SUM;
            case FIELD -> Form.FIELD_SUM;
            case MEMBER -> Form.SCORE_SUM;
        };
    }
}
