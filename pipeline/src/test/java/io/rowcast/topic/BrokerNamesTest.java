package io.rowcast.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class BrokerNamesTest {

    @Test
    void kafkasClientsSayThatNoNameHasAnAddressInTheWordsThatAreKnown() {
        Throwable failure = catchThrowable(() -> Admin.create(Map.of("bootstrap.servers", "nowhere.invalid:9092")));
        assertThat(BrokerNames.areUnresolved(failure)).isTrue();
    }

    @Test
    void settingsThatKafkasClientsRefuseAreNoMatterOfNames() {
        Throwable failure =
                catchThrowable(() -> Admin.create(Map.of("bootstrap.servers", "127.0.0.1:1", "retries", "many")));
        assertThat(failure).isNotNull();
        assertThat(BrokerNames.areUnresolved(failure)).isFalse();
    }
}
