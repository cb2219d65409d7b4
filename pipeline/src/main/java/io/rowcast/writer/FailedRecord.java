package io.rowcast.writer;

import io.rowcast.mapping.Mapping;
import io.rowcast.model.Change;
import io.rowcast.model.Command;
import io.rowcast.topic.UndecodableException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of which Redis refused commands, while the others took effect.
 *
 * @param commands all that it made
 * @param failures Redis's messages, by the index of the command
 */
record FailedRecord(
        Lane lane, ConsumerRecord<byte[], byte[]> record, List<Command> commands, Map<Integer, String> failures) {

    /** Puts it to the dead letters. */
    void bury(DeadLetters deadLetters) {
        try {
            MappedVersion version = lane.version(record);
            Change change = version.intake().look(record);
            Set<String> touches = Touches.of(version.mapping(), record, change);
            deadLetters.add(lane, record, reason(version.mapping()), touches, failed(), done(TakenEffect.none()));
        } catch (TableStoppedException | UndecodableException e) {
            throw new IllegalStateException("could be mapped a moment ago", e);
        }
    }

    /** What took effect, besides what did before. */
    TakenEffect done(TakenEffect before) {
        return before.and(commands, failures.keySet());
    }

    /** What Redis said of the first command, with the template of its key. */
    String reason(Mapping mapping) {
        Command command = first();
        String key = mapping.template(command.key()).orElse("a key");
        return failures.get(index()) + " (" + command.verb() + " of " + key + ")";
    }

    /** Verb and key of the first one. */
    String failed() {
        return first().verb() + " " + first().key();
    }

    private Command first() {
        return commands.get(index());
    }

    private int index() {
        return new TreeSet<>(failures.keySet()).first();
    }
}
