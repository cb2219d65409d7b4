package io.debezium.connector.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowcast.reader.Reader;
import org.junit.jupiter.api.Test;

/** Our class stands before Debezium's, and Debezium is the version it was written for. */
class MySqlChangeEventSourceFactoryTest {

    @Test
    void standsBeforeDebeziumsOwn() {
        assertThat(MySqlChangeEventSourceFactory.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation())
                .isEqualTo(Reader.class.getProtectionDomain().getCodeSource().getLocation());
    }

    @Test
    void debeziumIsTheVersionItWasWrittenFor() {
        assertThat(Module.version()).isEqualTo("3.6.1.Final");
    }
}
