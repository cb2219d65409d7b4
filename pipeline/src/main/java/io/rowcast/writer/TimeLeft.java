package io.rowcast.writer;

import io.rowcast.model.Command;
import io.rowcast.model.Verb;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Gives what is applied long after its commit only what is left of its time to live: what had expired before Redis lost it
 * does not come back for all of that time again. A little is left to each key, since rows may still be on their way that
 * add to it.
 */
final class TimeLeft {
    /** The clocks of MySQL and of this machine may differ, and rows may lag behind, by so much without any effect. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private static final long LEAST_SECONDS = 60;

    private final Clock clock;

    TimeLeft(Clock clock) {
        this.clock = clock;
    }

    /** @param from the first command of the row */
    void shorten(List<Command> commands, int from, Instant committed) {
        Duration age = Duration.between(committed, clock.instant());
        if (age.compareTo(LATE) > 0) {
            for (int i = from; i < commands.size(); i++) {
                commands.set(i, shortened(commands.get(i), age.toSeconds()));
            }
        }
    }

    private static Command shortened(Command command, long age) {
        if (command.verb() != Verb.EXPIRE) {
            return command;
        }
        long seconds = Long.parseLong(command.arguments().get(0));
        long left = Math.min(seconds, Math.max(seconds - age, LEAST_SECONDS));
        return Command.of(Verb.EXPIRE, command.key(), Long.toString(left));
    }
}
