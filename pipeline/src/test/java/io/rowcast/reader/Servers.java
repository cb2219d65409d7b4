package io.rowcast.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A MySQL and a Kafka broker for one test class. */
final class Servers implements AutoCloseable {
    final NativeMySql mysql;
    final JvmKafka kafka;

    Servers(Path folder, String... mysqlOptions) throws IOException, InterruptedException {
        mysql = new NativeMySql(Files.createDirectory(folder.resolve("mysql")), mysqlOptions);
        kafka = new JvmKafka(Files.createDirectory(folder.resolve("kafka")));
    }

    static Servers withGtids(Path folder) throws IOException, InterruptedException {
        return new Servers(folder, "--gtid-mode=ON", "--enforce-gtid-consistency=ON");
    }

    /** A reader of a pipeline of that name, of these tables of database {@code shop}. */
    RunningReader reader(String name, String... tables) {
        return new RunningReader(name, mysql.settings(), kafka.properties(), captured(tables));
    }

    List<CapturedTable> captured(String... tables) {
        String[] names = Stream.of(tables).map(table -> "shop." + table).toArray(String[]::new);
        return RunningReader.tables(mysql.settings(), names);
    }

    TopicView view(String name, String table) {
        return new TopicView(kafka.properties(), name + ".shop." + table);
    }

    @Override
    public void close() throws InterruptedException {
        kafka.close();
        mysql.close();
    }
}
