package io.rowcast.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of {@code init}: which tables, where the files go, and what a new settings file says. */
final class InitOptions {
    @Option(
            names = "--tables",
            paramLabel = "TABLES",
            split = ",",
            defaultValue = "*.*",
            description = "tables to map, like shop.orders,shop.item_* (default: all)")
    String[] tables = {"*.*"};

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            defaultValue = "mappings/",
            description = "folder of the mapping files (default: ${DEFAULT-VALUE})")
    Path to = Path.of("mappings");

    @Option(names = "--force", description = "overwrite mapping files that are there")
    boolean force;

    @Option(
            names = "--mysql",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:3306",
            description = "for a new settings file: the MySQL server (default: ${DEFAULT-VALUE})")
    String mysql = "127.0.0.1:3306";

    @Option(
            names = "--user",
            paramLabel = "USER",
            defaultValue = "rowcast",
            description =
                    "for a new settings file: MySQL account, its password in MYSQL_PASSWORD (default: ${DEFAULT-VALUE})")
    String user = "rowcast";

    @Option(
            names = "--redis",
            paramLabel = "URI",
            defaultValue = "redis://127.0.0.1:6379",
            description = "for a new settings file: the Redis server (default: ${DEFAULT-VALUE})")
    String redis = "redis://127.0.0.1:6379";

    /** The settings file that these options make; its paths start where it is. */
    String settings(Path file) {
        int colon = mysql.lastIndexOf(':');
        String host = colon < 0 ? mysql : mysql.substring(0, colon);
        String port = colon < 0 ? "3306" : mysql.substring(colon + 1);
        return """
                # Settings of Rowcast; README.md has them all.
                name: rowcast
                mysql: {host: "%s", port: %s, user: "%s", password: "${MYSQL_PASSWORD}"}
                # kafka: {bootstrap: "kafka:9092"}   # left out: a broker inside the process, its log in data/kafka
                redis: {uri: "%s"}
                mappings: "%s"
                """.formatted(host, port, user, redis, mappings(file));
    }

    private Path mappings(Path file) {
        Path folder = file.toAbsolutePath().normalize().resolveSibling("");
        return folder.relativize(to.toAbsolutePath().normalize());
    }
}
