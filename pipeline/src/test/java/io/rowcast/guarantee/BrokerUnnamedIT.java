package io.rowcast.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.fixture.KafkaCluster;
import io.rowcast.fixture.RowcastProcess;
import io.rowcast.fixture.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The name of the broker has no address, as that of a container has none while it is down. */
class BrokerUnnamedIT {
    private static final String NAME = "broker.rowcast.test";
    /** How Kafka's clients log it, each time that one is to be made. */
    private static final String UNNAMED = "Couldn't resolve server " + NAME;
    /** How the reader logs that its session ended. */
    private static final String AGAIN = "it tries again";

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private Path hosts;

    @BeforeEach
    void unnamed() throws IOException {
        hosts = folder.resolve("hosts");
        name("");
    }

    @Test
    void isWaitedForByReaderAndWriter() throws Exception {
        String bootstrap = TestServers.kafka().bootstrap();
        try (Trial trial = begin("broker-unnamed", bootstrap);
                RowcastProcess reader = start("reader", trial);
                RowcastProcess writer = start("writer", trial)) {
            awaitUnnamed(reader);
            awaitUnnamed(writer);
            name(bootstrap);
            Clients clients = trial.startClients(Clients.Work.ALL);
            clients.awaitCommits(50);
            reader.await("ready", reader::isReady);
            writer.await("ready", writer::isReady);
            trial.verify();
        }
    }

    @Test
    @Tag("soak")
    void isWaitedForWhenItGoesWhileTheyWork() throws Exception {
        try (KafkaCluster kafka = KafkaCluster.startBehindProxy();
                Trial trial = begin("broker-gone", kafka.bootstrap())) {
            name(kafka.bootstrap());
            try (RowcastProcess reader = start("reader", trial);
                    RowcastProcess writer = start("writer", trial)) {
                Clients clients = trial.startClients(Clients.Work.ALL);
                clients.awaitCommits(100);
                name("");
                kafka.proxy().refuse(true);
                kafka.proxy().cut();
                Awaitility.await("both tell that Kafka is away, and the reader begins anew")
                        .atMost(LIMIT)
                        .until(() -> reader.logged(AGAIN) && !reader.isReady() && !writer.isReady());
                assertThat(reader.logged(UNNAMED)).isTrue();
                kafka.proxy().refuse(false);
                name(kafka.bootstrap());
                clients.awaitCommits(50);
                reader.await("ready", reader::isReady);
                writer.await("ready", writer::isReady);
                trial.verify();
                assertThat(reader.isAlive() && writer.isAlive()).isTrue();
            }
        }
    }

    private static Trial begin(String name, String bootstrap) throws Exception {
        String port = bootstrap.substring(bootstrap.lastIndexOf(':'));
        return Trial.begin(
                Trial.settings(name).withKafka("kafka: {bootstrap: \"" + NAME + port + "\"}", bootstrap),
                TestServers.mysql(),
                TestServers.redis(),
                1);
    }

    private RowcastProcess start(String command, Trial trial) {
        String options = "-Xmx512m -Djdk.net.hosts.file=" + hosts
                + " -Dsun.net.inetaddr.ttl=0 -Dsun.net.inetaddr.negative.ttl=0";
        return RowcastProcess.deployed(command, trial.settings(), options, Map.of());
    }

    private static void awaitUnnamed(RowcastProcess process) {
        process.await(
                "without the broker",
                () -> process.logged(UNNAMED) && process.get("/health/live").isPresent());
        assertThat(process.isReady()).isFalse();
    }

    /** Gives the name the address of that broker, or none. */
    private void name(String bootstrap) throws IOException {
        String host = bootstrap.isEmpty() ? "" : bootstrap.substring(0, bootstrap.lastIndexOf(':'));
        String line = host.isEmpty() ? "" : InetAddress.getByName(host).getHostAddress() + " " + NAME + "\n";
        Path next = Files.writeString(hosts.resolveSibling("next"), "127.0.0.1 localhost\n" + line);
        Files.move(next, hosts, StandardCopyOption.REPLACE_EXISTING);
    }
}
