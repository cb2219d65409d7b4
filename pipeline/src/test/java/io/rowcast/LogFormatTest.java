package io.rowcast;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogFormatTest {

    @Test
    void aLineIsAnObjectWhenAskedFor() throws Exception {
        JsonNode line = new ObjectMapper().readTree(logged("json"));

        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("loggerName").asText()).isEqualTo("io.rowcast.Any");
        assertThat(line.path("formattedMessage").asText()).isEqualTo("the 2nd time");
        assertThat(line.path("kvpList").toString()).isEqualTo("[{\"table\":\"shop.a\"}]");
        assertThat(line.path("throwable").path("message").asText()).isEqualTo("away");
    }

    @Test
    void elseItIsForPeople() throws Exception {
        assertThat(logged("text"))
                .contains(" WARN  Any - the 2nd time table=\"shop.a\"")
                .contains("away");
    }

    private static String logged(String format) throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("ROWCAST_LOG_FORMAT", format);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(LogFormatTest.class.getResource("/logback.xml"));
            context.getLogger("io.rowcast.Any")
                    .atWarn()
                    .addKeyValue("table", "shop.a")
                    .setCause(new IllegalStateException("away"))
                    .log("the {} time", "2nd");
        } finally {
            System.setOut(before);
            context.stop();
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
