package io.rowcast.reader.catalog;

import io.rowcast.config.MySqlSettings;
import io.rowcast.config.TlsSettings;
import io.rowcast.tls.KeyStores;
import io.rowcast.tls.StoreFile;
import java.security.cert.CertificateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import javax.net.ssl.SSLException;

/** How MySQL is connected to: by our own queries, and by Debezium. */
public final class MySqlAccess {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 60_000;

    /** Else the driver traces its queries wherever it finds OpenTelemetry among the libraries. */
    private static final String NO_TRACES = "DISABLED";

    private MySqlAccess() {}

    /** A connection for our own queries. */
    public static Connection connect(MySqlSettings settings) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty("sslMode", settings.tls().mode().name());
        properties.setProperty("allowPublicKeyRetrieval", keyRetrieval(settings.tls()));
        properties.setProperty("openTelemetry", NO_TRACES);
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_MILLIS));
        properties.setProperty("socketTimeout", Integer.toString(READ_MILLIS));
        try (KeyStores stores = new KeyStores(settings.tls())) {
            stores.trusted().ifPresent(store -> store(properties, "trustCertificateKeyStore", store));
            stores.identity().ifPresent(store -> store(properties, "clientCertificateKeyStore", store));
            return DriverManager.getConnection(
                    "jdbc:mysql://" + host(settings) + ":" + settings.port() + "/", properties);
        }
    }

    private static void store(Properties properties, String prefix, StoreFile store) {
        properties.setProperty(prefix + "Url", store.file().toUri().toString());
        properties.setProperty(prefix + "Type", StoreFile.TYPE);
        properties.setProperty(prefix + "Password", store.password());
    }

    /** An address of IPv6 stands in brackets. */
    private static String host(MySqlSettings settings) {
        return settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
    }

    /**
     * Debezium's settings.
     *
     * @param stores to be closed after the engine
     */
    public static Properties engine(MySqlSettings settings, KeyStores stores) {
        Properties properties = new Properties();
        properties.setProperty("database.ssl.mode", settings.tls().mode().word().toLowerCase(Locale.ROOT));
        properties.setProperty("driver.allowPublicKeyRetrieval", keyRetrieval(settings.tls()));
        properties.setProperty("driver.openTelemetry", NO_TRACES);
        stores.trusted().ifPresent(store -> engineStore(properties, "database.ssl.truststore", store));
        stores.identity().ifPresent(store -> engineStore(properties, "database.ssl.keystore", store));
        return properties;
    }

    private static void engineStore(Properties properties, String name, StoreFile store) {
        properties.setProperty(name, store.file().toString());
        properties.setProperty(name + ".password", store.password());
    }

    /** Whether a connection failed because the two sides did not agree on TLS. */
    static boolean isTls(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException || cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    /**
     * Without TLS, caching_sha2_password encrypts the password with a key that the server hands out: against a listener it
     * helps, against one who poses as the server it does not. With TLS it is not needed.
     */
    private static String keyRetrieval(TlsSettings tls) {
        return Boolean.toString(tls.mode() == TlsSettings.Mode.DISABLED || tls.mode() == TlsSettings.Mode.PREFERRED);
    }
}
