package io.debezium.connector.binlog.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.connector.mysql.Module;
import io.debezium.connector.mysql.jdbc.MySqlTextProtocolFieldReader;
import io.rowcast.reader.Reader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our classes stand before Debezium's, and Debezium is the version they were written for. */
class RowDeserializersTest {

    @ParameterizedTest
    @ValueSource(classes = {RowDeserializers.class, MySqlTextProtocolFieldReader.class})
    void standsBeforeDebeziumsOwn(Class<?> ours) {
        assertThat(ours.getProtectionDomain().getCodeSource().getLocation())
                .isEqualTo(Reader.class.getProtectionDomain().getCodeSource().getLocation());
    }

    @Test
    void debeziumIsTheVersionTheyWereWrittenFor() {
        assertThat(Module.version()).isEqualTo("3.6.1.Final");
    }
}
