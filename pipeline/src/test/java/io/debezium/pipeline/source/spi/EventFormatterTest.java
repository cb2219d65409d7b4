package io.debezium.pipeline.source.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.connector.mysql.Module;
import io.rowcast.reader.Reader;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Our class stands before Debezium's, and Debezium is the version it was written for. */
class EventFormatterTest {

    @Test
    void standsBeforeDebeziumsOwn() {
        assertThat(EventFormatter.class.getProtectionDomain().getCodeSource().getLocation())
                .isEqualTo(Reader.class.getProtectionDomain().getCodeSource().getLocation());
        assertThat(new EventFormatter().sourcePosition(Map.of("a", "b"))).hasToString("");
    }

    @Test
    void debeziumIsTheVersionItWasWrittenFor() {
        assertThat(Module.version()).isEqualTo("3.6.1.Final");
    }
}
