package io.rowcast.tls;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.PemFile;
import io.rowcast.config.PemFile.BadPemException;
import io.rowcast.config.Problem;
import io.rowcast.config.TlsSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * The key stores of one connection's settings, read from their PEM files when this is made. Those that are asked for as files
 * are removed by {@link #close}, or else at the end of the process.
 */
public final class KeyStores implements AutoCloseable {
    private static final int PASSWORD_BYTES = 24;

    private final TlsSettings settings;
    private final String password = password();
    private final List<Path> files = new ArrayList<>();

    public KeyStores(TlsSettings settings) {
        this.settings = settings;
    }

    private static String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The authorities that the server's certificate is checked with; empty = those that Java knows. */
    public Optional<StoreFile> trusted() {
        return settings.ca().map(this::authorities).map(this::file);
    }

    /** Our own certificate and its key; empty = we show none. */
    public Optional<StoreFile> identity() {
        return own().map(this::file);
    }

    /** {@link #trusted} in memory. */
    public Optional<TrustManagerFactory> trustManagers() {
        return settings.ca().map(this::authorities).map(store -> {
            try {
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(store);
                return factory;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** {@link #identity} in memory. */
    public Optional<KeyManagerFactory> keyManagers() {
        return own().map(store -> {
            try {
                KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                factory.init(store, password.toCharArray());
                return factory;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private KeyStore authorities(Path ca) {
        KeyStore store = empty();
        try {
            for (X509Certificate authority : PemFile.certificates(ca)) {
                store.setCertificateEntry("ca-" + store.size(), authority);
            }
            return store;
        } catch (BadPemException e) {
            throw unreadable(ca, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<KeyStore> own() {
        return settings.certificate().flatMap(certificate -> settings.key().map(key -> own(certificate, key)));
    }

    private KeyStore own(Path certificate, Path key) {
        KeyStore store = empty();
        try {
            Certificate[] chain = PemFile.certificates(certificate).toArray(Certificate[]::new);
            store.setKeyEntry("own", PemFile.key(key), password.toCharArray(), chain);
            return store;
        } catch (BadPemException e) {
            throw unreadable(certificate, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InvalidConfigException unreadable(Path file, BadPemException e) {
        return new InvalidConfigException(List.of(new Problem(file.toString(), "", e.reason())));
    }

    private static KeyStore empty() {
        try {
            KeyStore store = KeyStore.getInstance(StoreFile.TYPE);
            store.load(null, null);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java has " + StoreFile.TYPE, e);
        }
    }

    /** Where the system has users, a temporary file is its user's alone from the start. */
    private StoreFile file(KeyStore store) {
        try {
            Path file = Files.createTempFile("rowcast-", ".p12");
            files.add(file);
            file.toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, password.toCharArray());
            }
            return new StoreFile(file, password);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no key store could be written to " + System.getProperty("java.io.tmpdir"), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
