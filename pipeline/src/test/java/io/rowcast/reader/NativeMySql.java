package io.rowcast.reader;

import io.rowcast.config.MySqlSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A mysqld process of its own, in a folder of its own. */
final class NativeMySql implements AutoCloseable {
    private static final Path HOME = Path.of(System.getProperty("rowcast.mysql.home", "/tmp/mysql80"));

    private final Path folder;
    private final int port;
    private final List<String> options;
    private @Nullable Process process;

    NativeMySql(Path folder, String... options) throws IOException, InterruptedException {
        this.folder = folder;
        this.options = Arrays.asList(options);
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Process initialize = command("--initialize-insecure").start();
        if (!initialize.waitFor(60, TimeUnit.SECONDS) || initialize.exitValue() != 0) {
            throw new IOException("mysqld --initialize failed: " + Files.readString(folder.resolve("mysqld.log")));
        }
        start();
        execute(
                "CREATE USER rowcast@'%' IDENTIFIED BY 'secret'",
                "GRANT SELECT, RELOAD, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO rowcast@'%'",
                "CREATE DATABASE shop");
    }

    private ProcessBuilder command(String... more) {
        List<String> command = new ArrayList<>(List.of(
                HOME.resolve("bin/mysqld").toString(),
                "--no-defaults",
                "--user=root",
                "--datadir=" + folder.resolve("data"),
                "--lc-messages-dir=" + HOME.resolve("share"),
                "--socket=" + folder.resolve("s.sock"),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--mysqlx=OFF",
                "--server-id=1",
                "--innodb-flush-log-at-trx-commit=1"));
        command.addAll(options);
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("mysqld.log").toFile()));
    }

    void start() throws IOException {
        process = command().start();
        Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            try (Connection connection = root()) {
                return connection.isValid(1);
            }
        });
    }

    void kill() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().waitFor();
        }
    }

    int port() {
        return port;
    }

    MySqlSettings settings() {
        return settings(port);
    }

    static MySqlSettings settings(int port) {
        return new MySqlSettings("127.0.0.1", port, "rowcast", "secret");
    }

    Connection root() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql://127.0.0.1:" + port + "/?sslMode=DISABLED&allowPublicKeyRetrieval=true", "root", "");
    }

    void execute(String... statements) {
        try (Connection connection = root();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " in " + List.of(statements), e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
