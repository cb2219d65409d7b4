package io.rowcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.config.MappingText;
import io.rowcast.config.MappingTexts;
import io.rowcast.config.MySqlSettings;
import io.rowcast.config.TlsSettings;
import io.rowcast.fixture.MySql;
import io.rowcast.fixture.TestServers;
import io.rowcast.mapping.Mapping;
import io.rowcast.mapping.MappingCompiler;
import io.rowcast.mapping.MappingFile;
import io.rowcast.model.TablePattern;
import io.rowcast.reader.catalog.MySqlCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShippedMappingsIT {
    private static final Path ROOT = Path.of("..");

    @Test
    void everyFileCompilesForTheSampleShop() throws Exception {
        MySql mysql = TestServers.mysql();
        load(mysql, Files.readString(ROOT.resolve("deploy/sample/schema.sql")));
        List<MappingText> texts = MappingTexts.read(ROOT.resolve("mappings"));
        List<MappingFile> files = MappingFile.parse(texts);
        MySqlSettings settings = new MySqlSettings(
                mysql.server().host(),
                mysql.server().port(),
                MySql.USER,
                MySql.PASSWORD,
                TlsSettings.of(TlsSettings.Mode.PREFERRED));

        try (MySqlCatalog catalog = new MySqlCatalog(settings)) {
            List<Mapping> mappings = MappingCompiler.compile(
                    files,
                    catalog.schemas(files.stream()
                            .flatMap(file -> file.tables().stream())
                            .map(TablePattern::table)
                            .toList()));

            assertThat(mappings).hasSameSizeAs(texts).hasSizeGreaterThan(3);
        }
    }

    private static void load(MySql mysql, String script) throws Exception {
        mysql.createDatabase("shop");
        try (Connection root = mysql.root();
                Statement statement = root.createStatement()) {
            for (String sql : script.replaceAll("(?m)^--.*$", "").split(";")) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
    }
}
