package io.rowcast.model;

/**
 * How one part of the pipeline is doing, for probes and the status page.
 *
 * @param detail one line for a person: what it waits for, or what stopped it and the way out
 */
public record Health(State state, String detail) {

    /** From good to bad. */
    public enum State {
        /** Working. */
        OK,
        /** Not yet taken up its work. */
        STARTING,
        /** Something outside is away; retrying, nothing lost. */
        DEGRADED,
        /** Stopped for good until a person acts; no position moved. */
        HALTED
    }
}
