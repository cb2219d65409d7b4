package io.rowcast.redis;

import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.util.List;

/**
 * A dead letter that is applied after all. Its mark, a field of a hash, goes with that; when commands fail, the mark stays
 * and says which ones, so that the others are never applied again.
 *
 * @param attempt tells this replay of the letter from every other; the same when it is begun again after a crash
 * @param offset of the lane, up to which it has come
 * @param topicId Kafka's id of the topic that the offset counts in
 * @param marks the hash
 * @param field of the letter in it
 * @param text what the field holds when commands fail, followed by {@code !} and their indexes with commas between
 */
public record Letter(
        LaneId lane,
        String topicId,
        long offset,
        String attempt,
        List<Command> commands,
        String marks,
        String field,
        String text) {
    /** Begins the last word of a mark that says which commands failed. */
    public static final String FAILED = "!";

    /** What becomes of the mark. */
    Command mark(List<ExecReply.Failure> failures) {
        return failures.isEmpty()
                ? Command.of(Verb.HDEL, marks, field)
                : Command.of(Verb.HSET, marks, field, text + " " + FAILED + indexes(failures));
    }

    private static String indexes(List<ExecReply.Failure> failures) {
        return String.join(
                ",",
                failures.stream()
                        .map(failure -> String.valueOf(failure.command()))
                        .toList());
    }
}
