package io.rowcast.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The dead letters of one pipeline, as the command line deals with them. */
public interface LetterBox extends AutoCloseable {

    /** What can be asked to be done with letters. */
    enum Request {
        REPLAY,
        DISCARD
    }

    /**
     * Which letters.
     *
     * @param table {@code database.table}; empty for all tables
     * @param positions topic-partition@offset of each; none for all
     */
    record Choice(Optional<String> table, List<String> positions) {}

    /**
     * What became of a request.
     *
     * @param answered whether the writers have done what they could; else they will when they come to it
     * @param chosen how many letters were waiting that it concerns
     * @param left how many of those still wait
     */
    record Outcome(boolean answered, int chosen, int left) {}

    /** The chosen letters that wait, in the order in which they would be replayed; at most so many. */
    List<ListedLetter> list(Choice choice, int limit);

    /** How many chosen letters wait. */
    int count(Choice choice);

    /** All of one letter, with the row's values; empty when no letter of that position waits. */
    Optional<ShownLetter> show(String position);

    /** Asks the writers, and waits for their answer. A replay takes along what waits for a chosen letter. */
    Outcome ask(Request request, Choice choice, Duration wait);

    @Override
    void close();
}
