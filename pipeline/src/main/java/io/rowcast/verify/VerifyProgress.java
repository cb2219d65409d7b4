package io.rowcast.verify;

/** Who is told how far a verification is; called often, from its thread. */
@FunctionalInterface
public interface VerifyProgress {

    /**
     * May end it by throwing {@link java.util.concurrent.CancellationException}; what was put right stays so.
     *
     * @param stage in words
     * @param done how many of {@code all}
     * @param all 0 when nobody knows
     */
    void at(String stage, long done, long all);
}
