package io.rowcast.benchmark.pipeline;

import io.rowcast.topic.EmbeddedBroker;
import java.nio.file.Path;

/** Main class of a broker by itself, set up as the one that {@code rowcast run} has within. */
final class Broker {
    static final String READY = "broker";

    private Broker() {}

    /** @param arguments the folder of its log */
    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedBroker broker = new EmbeddedBroker(Path.of(arguments[0]), 0);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "close"));
        System.out.println(READY + " " + broker.bootstrap());
        Thread.currentThread().join();
    }
}
