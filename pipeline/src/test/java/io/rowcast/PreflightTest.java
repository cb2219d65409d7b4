package io.rowcast;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.Settings;
import io.rowcast.config.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
    @TempDir
    private Path folder;

    @Test
    void aUriThatCannotBeReadIsShownWithoutItsPassword() throws IOException {
        Settings settings = settings("redis://:sec^ret@cache:6379");

        assertThatThrownBy(() -> Preflight.connector(settings))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("redis.uri: found a URI that is none of Redis's")
                .hasMessageContaining("redis://***@cache:6379")
                .hasMessageNotContaining("sec^ret");
    }

    @Test
    void sentinelsWithoutANameAreAProblem() throws IOException {
        Settings settings = settings("redis-sentinel://a:26379,b:26379/0");

        assertThatThrownBy(() -> Preflight.connector(settings))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("expected redis://host:port")
                .hasMessageContaining("redis-sentinel://host:port,host:port#name");
    }

    private Settings settings(String uri) throws IOException {
        Path file = Files.writeString(
                folder.resolve("rowcast.yml"), "mysql: {user: u, password: p}\nredis: {uri: \"" + uri + "\"}\n");
        return SettingsFile.read(file, Map.of());
    }
}
