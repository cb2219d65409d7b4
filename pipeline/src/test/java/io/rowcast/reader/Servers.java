package io.rowcast.reader;

import java.util.List;
import java.util.stream.Stream;

/** A MySQL and a Kafka broker for one test class. */
final class Servers implements AutoCloseable {
    final OwnMySql mysql = new OwnMySql();
    final OwnKafka kafka = new OwnKafka();

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
    public void close() {
        kafka.close();
        mysql.close();
    }
}
