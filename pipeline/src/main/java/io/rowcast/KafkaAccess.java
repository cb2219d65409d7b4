package io.rowcast;

import io.rowcast.config.KafkaSettings;
import io.rowcast.config.SaslSettings;
import io.rowcast.config.TlsSettings;
import io.rowcast.tls.KeyStores;
import io.rowcast.tls.StoreFile;
import java.util.HashMap;
import java.util.Map;

/** What every client of Kafka is told: where the brokers are, how to talk to them, and who we are. */
final class KafkaAccess {
    private final Map<String, Object> properties = new HashMap<>();

    private KafkaAccess() {}

    /** @param stores of the settings, to be closed after the last client */
    static Map<String, Object> to(KafkaSettings.External kafka, KeyStores stores) {
        KafkaAccess access = new KafkaAccess();
        access.properties.put("bootstrap.servers", kafka.bootstrap());
        access.protocol(kafka.tls().mode() != TlsSettings.Mode.DISABLED, kafka.sasl());
        access.tls(kafka.tls(), stores);
        access.properties.putAll(kafka.properties());
        return Map.copyOf(access.properties);
    }

    private void protocol(boolean encrypted, SaslSettings sasl) {
        if (sasl.given()) {
            properties.put("security.protocol", encrypted ? "SASL_SSL" : "SASL_PLAINTEXT");
            properties.put("sasl.mechanism", sasl.mechanism());
            properties.put("sasl.jaas.config", jaas(sasl));
        } else if (encrypted) {
            properties.put("security.protocol", "SSL");
        }
    }

    private void tls(TlsSettings tls, KeyStores stores) {
        if (tls.mode() == TlsSettings.Mode.VERIFY_CA) {
            properties.put("ssl.endpoint.identification.algorithm", "");
        }
        stores.trusted().ifPresent(store -> put("ssl.truststore.", store));
        stores.identity().ifPresent(store -> {
            put("ssl.keystore.", store);
            properties.put("ssl.key.password", store.password());
        });
    }

    private void put(String prefix, StoreFile store) {
        properties.put(prefix + "type", StoreFile.TYPE);
        properties.put(prefix + "location", store.file().toString());
        properties.put(prefix + "password", store.password());
    }

    private static String jaas(SaslSettings sasl) {
        String module = sasl.mechanism().equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
        return "org.apache.kafka.common.security." + module + " required username=" + quoted(sasl.username())
                + " password=" + quoted(sasl.password()) + ";";
    }

    private static String quoted(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + '"';
    }
}
