package io.rowcast.topic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A real single-node Kafka (KRaft) in this process, on loopback, with its log on disk: what {@code rowcast run} uses
 * when no other broker is named. It survives the death of the process; for the death of the machine use a replicated
 * cluster.
 */
public final class EmbeddedBroker implements AutoCloseable {
    /** File in the folder that says where clients of this process connect. */
    private static final String ADDRESS = "rowcast.address";

    private final FolderLock lock;
    private final KafkaRaftServer server;
    private final Path address;
    private final int port;

    /**
     * Formats the log folder on first use and starts.
     *
     * @param port where clients connect, 0 for any free port
     * @throws IllegalStateException when the folder cannot be formatted, with Kafka's reason, or another process uses it
     */
    public EmbeddedBroker(Path data, int port) {
        this.lock = FolderLock.take(data);
        this.port = port == 0 ? freePort() : port;
        try {
            this.server = started(data, this.port);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
        this.address = data.resolve(ADDRESS);
        try {
            Files.writeString(address, bootstrap());
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + address + " could not be written", e);
        }
    }

    private static KafkaRaftServer started(Path data, int port) {
        Properties settings = settings(data, port, freePort());
        if (!Files.exists(data.resolve("meta.properties"))) {
            format(data, settings);
        }
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        server.startup();
        return server;
    }

    /** Where the broker of that folder is, when a process is running it. */
    public static Optional<String> running(Path data) {
        try {
            String bootstrap = Files.readString(data.resolve(ADDRESS));
            int port = Integer.parseInt(bootstrap.substring(bootstrap.lastIndexOf(':') + 1));
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return Optional.of(bootstrap);
        } catch (IOException e) {
            return Optional.empty(); // none was started, or it has ended
        }
    }

    /** Whether a process runs its broker in that folder. */
    public static boolean isUsed(Path data) {
        return FolderLock.isHeld(data);
    }

    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(address);
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + address + " could not be removed", e);
        } finally {
            server.shutdown();
        }
        server.awaitShutdown();
        lock.close();
    }

    /** One replica of everything, since there is one node; internal topics with few partitions, since it is small. */
    private static Properties settings(Path data, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("log.dirs", data.toAbsolutePath().toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // The default of 20 ms caps back-to-back transactions at about 180 a second.
        settings.put("add.partitions.to.txn.retry.backoff.ms", "1");
        // As long as Kafka itself keeps records by default. Redis can be rebuilt from the topics while they are whole.
        settings.put("log.retention.hours", "168");
        // A dedupe buffer for small compacted topics; the default of 128 MB is for large brokers.
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("log.segment.bytes", "134217728");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("message.max.bytes", "67108864");
        settings.put("replica.fetch.max.bytes", "67108864");
        return settings;
    }

    private static void format(Path data, Properties settings) {
        try {
            Path file = Files.createTempFile("rowcast-broker", ".properties");
            try (var out = Files.newBufferedWriter(file)) {
                settings.store(out, null);
            }
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            String[] arguments = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
            int code = StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
            Files.delete(file);
            if (code != 0) {
                throw new IllegalStateException("the broker's folder " + data + " could not be formatted: "
                        + said.toString(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the broker's folder " + data + " could not be formatted", e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on loopback", e);
        }
    }
}
