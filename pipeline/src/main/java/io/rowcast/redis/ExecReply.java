package io.rowcast.redis;

import java.util.List;

/**
 * What Redis answered to a {@link Batch}.
 *
 * @param refused nothing was applied: a watermark or its owner changed since it was looked at
 * @param failures the commands that failed, while all others took effect
 */
public record ExecReply(boolean refused, List<Failure> failures) {

    /**
     * A command that had no effect.
     *
     * @param command index of the command in the batch
     * @param message Redis's error, such as {@code WRONGTYPE Operation against a key…}
     */
    public record Failure(int command, String message) {}
}
