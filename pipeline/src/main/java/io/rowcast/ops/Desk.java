package io.rowcast.ops;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person at the console asks of a process that writes to Redis. Each call may take seconds, and comes from one of a few
 * threads of the console.
 *
 * <p>Every method throws {@link IllegalArgumentException} when the question is wrong, and {@link IllegalStateException} when a server
 * does not answer; the message is for the person.
 */
public interface Desk {

    /**
     * A table that is mapped.
     *
     * @param key its key columns
     * @param partitions how many partitions its topic may have, and why
     * @param outputs as a person would name them
     */
    record MappedTable(String table, List<String> key, String partitions, List<String> outputs) {}

    /**
     * What a row of MySQL is in Redis.
     *
     * @param failure why the mapping can make nothing of it; empty when it can
     */
    record Explained(String failure, List<Output> outputs) {}

    /**
     * What one output makes of it.
     *
     * @param commands those that would bring it to Redis
     * @param values what stands in its places now; empty where that cannot be looked at
     */
    record Output(String output, String reason, List<String> commands, List<Value> values) {}

    /**
     * What a place holds.
     *
     * @param type of the key, as TYPE says it; {@code none} when there is no such key
     * @param there whether anything stands in the place
     * @param texts what can be shown of it: its text under the empty name, or the fields of a hash
     * @param left how long the key lives; {@code null} when it stays
     */
    record Value(
            String place,
            String type,
            boolean there,
            Map<String, String> texts,
            @Nullable Duration left) {}

    /**
     * A dead letter that waits, without a value of its row.
     *
     * @param position topic-partition@offset of the record
     * @param since as ISO-8601 in UTC
     * @param held how many later changes wait for it
     */
    record Letter(String position, String table, String since, String reason, int held) {}

    /**
     * The record of a dead letter, with the values of its row.
     *
     * @param failed verb and key of the command that Redis refused, empty when none was sent
     */
    record LetterRecord(Letter letter, String failed, String key, String value) {}

    /**
     * What became of letters.
     *
     * @param answered whether the writers have done what they could; else they will when they come to it
     * @param chosen how many letters it was asked for
     * @param left how many of those still wait
     */
    record Outcome(boolean answered, int chosen, int left) {}

    /** What can be asked to be done with letters. */
    enum LetterRequest {
        REPLAY,
        DISCARD
    }

    /** The tables that are mapped, as MySQL has them now. */
    List<MappedTable> mappings();

    /**
     * Explains the row that MySQL has now.
     *
     * @param key the values of its key columns, in their order
     * @return empty when there is no such row
     */
    Optional<Explained> explain(String table, List<String> key);

    /** The letters that wait, in the order in which they would be replayed; at most so many. */
    List<Letter> letters(int limit);

    /** One of them; empty when no letter of that position waits. */
    Optional<LetterRecord> letter(String position);

    /**
     * Has letters replayed or discarded.
     *
     * @param positions of the letters; none for all
     */
    Outcome ask(LetterRequest request, List<String> positions);

    /** Has all tables of this process compared with MySQL, from now on; goes on in the background. */
    void verify();

    /** Has a table brought to what MySQL says, from now on; goes on in the background. One at a time. */
    void resync(String table);

    /** Ends that, if it is going on; what was put right stays so. */
    void cancelResync();
}
