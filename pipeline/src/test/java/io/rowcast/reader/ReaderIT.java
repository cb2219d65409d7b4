package io.rowcast.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.model.Health.State;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reader on a MySQL and a Kafka that are well. */
class ReaderIT {
    private static final String TOPIC = "it.shop.orders";

    @TempDir
    static Path folder;

    private static NativeMySql mysql;
    private static JvmKafka kafka;

    @BeforeAll
    static void start() throws Exception {
        mysql = new NativeMySql(
                java.nio.file.Files.createDirectory(folder.resolve("mysql")),
                "--gtid-mode=ON",
                "--enforce-gtid-consistency=ON");
        kafka = new JvmKafka(java.nio.file.Files.createDirectory(folder.resolve("kafka")));
    }

    @AfterAll
    static void stop() throws Exception {
        kafka.close();
        mysql.close();
    }

    private static RunningReader reader() {
        return new RunningReader(
                mysql.settings(), kafka.properties(), RunningReader.tables(mysql.settings(), "shop.orders"));
    }

    @Test
    void snapshotThenStreamThenRestartNeitherLosesNorDoubles() {
        mysql.execute(
                "CREATE TABLE shop.orders (id BIGINT PRIMARY KEY, note VARCHAR(50))",
                "INSERT INTO shop.orders VALUES (1, 'one'), (2, 'two'), (3, NULL)");
        try (TopicView view = first()) {
            mysql.execute("INSERT INTO shop.orders VALUES (6, 'while stopped')");
            try (RunningReader second = reader().awaitState(State.OK)) {
                mysql.execute("INSERT INTO shop.orders VALUES (7, 'seven')");
                view.awaitRows(9);
                assertThat(view.arrivals().values()).containsOnly(1).hasSize(7);
                System.out.println(second.reader.status());
            }
        }
    }

    private TopicView first() {
        try (RunningReader first = reader()) {
            TopicView view = new TopicView(kafka.properties(), TOPIC);
            view.awaitRows(3);
            mysql.execute(
                    "INSERT INTO shop.orders VALUES (4, 'four'), (5, 'five')",
                    "UPDATE shop.orders SET note = 'new' WHERE id = 1",
                    "DELETE FROM shop.orders WHERE id = 2");
            List<TopicView.Seen> rows = view.awaitRows(7);
            rows.forEach(System.out::println);
            return view;
        }
    }
}
