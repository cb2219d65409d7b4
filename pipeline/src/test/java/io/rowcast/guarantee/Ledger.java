package io.rowcast.guarantee;

import java.util.ArrayList;
import java.util.List;

/** What the clients know to be committed, in the order of the commits: the arrivals in the queues. */
final class Ledger {

    /** A row came into a queue. */
    record Arrival(String queue, long id) {}

    private final List<Arrival> open = new ArrayList<>();
    private final List<Arrival> committed = new ArrayList<>();

    /** Part of the transaction under way; the caller holds the clients' turn. */
    synchronized void arrived(String queue, long id) {
        open.add(new Arrival(queue, id));
    }

    synchronized void committed() {
        committed.addAll(open);
        open.clear();
    }

    synchronized void rolledBack() {
        open.clear();
    }

    /** Of the transaction under way. */
    synchronized List<Arrival> open() {
        return List.copyOf(open);
    }

    synchronized List<Arrival> arrivals() {
        return List.copyOf(committed);
    }
}
