package io.rowcast.config;

import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads of each connection how it is encrypted and who logs in, and looks into the files that it names. */
final class SecuritySettings {
    private static final Pattern LINE = Pattern.compile("\\S|\\S.*\\S");
    private static final Pattern LOGIN_IN_URI = Pattern.compile("[a-z-]+://[^/]*@.*");
    private static final Pattern CONNECTION =
            Pattern.compile("(?!ssl\\.keystore\\.key)(ssl|sasl|security|connections|reconnect|socket)\\..+"
                    + "|client\\.(dns\\.lookup|rack)|metadata\\.recovery\\..+");
    private static final List<String> MECHANISMS = List.of(SettingKey.NONE, "PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");

    private final Path folder;
    private final SettingValues values;
    private final BiConsumer<String, String> problem;

    SecuritySettings(Path folder, SettingValues values, BiConsumer<String, String> problem) {
        this.folder = folder;
        this.values = values;
        this.problem = problem;
    }

    /** @param modes that this server's connections can be in */
    TlsSettings tls(String server, TlsSettings.Mode... modes) {
        String section = server + ".tls.";
        List<String> words = Stream.of(modes).map(TlsSettings.Mode::word).toList();
        int at = words.indexOf(values.word(section + "mode", words));
        TlsSettings.Mode mode = at < 0 ? modes[0] : modes[at];
        TlsSettings tls =
                new TlsSettings(mode, file(section + "ca"), file(section + "certificate"), file(section + "key"));
        if (at >= 0) {
            requireUse(section, tls);
        }
        tls.ca().ifPresent(ca -> check(section + "ca", () -> PemFile.certificates(ca)));
        requirePair(section, tls);
        return tls;
    }

    private void requireUse(String section, TlsSettings tls) {
        if (tls.ca().isPresent() && !tls.mode().verifies()) {
            problem.accept(
                    section + "ca",
                    "found with " + section + "mode " + tls.mode().word()
                            + ", which looks at no authority; expected verify_ca or verify_identity");
        }
        if (tls.certificate().isPresent() && tls.mode() == TlsSettings.Mode.DISABLED) {
            problem.accept(
                    section + "certificate",
                    "found with " + section + "mode disabled, which shows none; expected another mode");
        }
    }

    private void requirePair(String section, TlsSettings tls) {
        if (tls.certificate().isPresent() != tls.key().isPresent()) {
            problem.accept(
                    section + (tls.key().isPresent() ? "certificate" : "key"),
                    "missing: expected certificate and key, or neither");
        } else if (tls.certificate().isPresent() && tls.key().isPresent()) {
            checkPair(section, tls.certificate().get(), tls.key().get());
        }
    }

    private void checkPair(String section, Path certificate, Path key) {
        Optional<PublicKey> shown = check(
                section + "certificate",
                () -> PemFile.certificates(certificate).get(0).getPublicKey());
        check(section + "key", () -> PemFile.key(key)).ifPresent(own -> {
            if (shown.isPresent() && !KeyPairs.belong(own, shown.get())) {
                problem.accept(section + "key", "found a key of another certificate, expected that of " + certificate);
            }
        });
    }

    private <T> Optional<T> check(String path, PemRead<T> read) {
        try {
            return Optional.of(read.get());
        } catch (PemFile.BadPemException e) {
            problem.accept(path, "file " + file(path).map(Path::toString).orElse("") + ": " + e.reason());
            return Optional.empty();
        }
    }

    /** Reads a file. */
    private interface PemRead<T> {
        T get() throws PemFile.BadPemException;
    }

    private Optional<Path> file(String path) {
        return values.given(path)
                ? Optional.of(values.text(path, LINE, "a file"))
                        .filter(name -> !name.isEmpty())
                        .map(folder::resolve)
                : Optional.empty();
    }

    SaslSettings sasl() {
        String mechanism = values.word("kafka.sasl.mechanism", MECHANISMS);
        boolean login = !mechanism.equals(SettingKey.NONE);
        for (String each : List.of("kafka.sasl.username", "kafka.sasl.password")) {
            if (values.given(each) != login) {
                problem.accept(
                        each,
                        login
                                ? "missing: kafka.sasl.mechanism " + mechanism + " needs it"
                                : "found without kafka.sasl.mechanism; expected one of "
                                        + String.join(", ", MECHANISMS.subList(1, MECHANISMS.size())));
            }
        }
        return new SaslSettings(mechanism, values.text("kafka.sasl.username"), values.text("kafka.sasl.password"));
    }

    Map<String, String> kafkaProperties() {
        Map<String, String> properties = values.texts("kafka.properties");
        properties.keySet().stream()
                .filter(name -> !CONNECTION.matcher(name).matches())
                .forEach(name -> problem.accept(
                        "kafka.properties." + name,
                        "is not for you to set; expected settings of connections: ssl.*, sasl.*, security.*,"
                                + " connections.*, reconnect.*, socket.*, client.dns.lookup, client.rack"));
        return properties;
    }

    RedisSettings redis(String uri, ReplicaSettings wait) {
        boolean encrypted = uri.startsWith("rediss");
        Stream.of("mode", "ca", "certificate", "key")
                .map("redis.tls."::concat)
                .filter(path -> values.given(path) && !encrypted)
                .forEach(path ->
                        problem.accept(path, "found without TLS; expected a redis.uri that begins with rediss://"));
        if (values.given("redis.password") && LOGIN_IN_URI.matcher(uri).matches()) {
            problem.accept("redis.password", "found there and in redis.uri; expected it in one place");
        }
        if (values.given("redis.username") && !values.given("redis.password")) {
            problem.accept("redis.password", "missing: redis.username needs it");
        }
        return new RedisSettings(
                uri,
                values.text("redis.username"),
                values.text("redis.password"),
                tls("redis", TlsSettings.Mode.REQUIRED, TlsSettings.Mode.VERIFY_CA, TlsSettings.Mode.VERIFY_IDENTITY),
                wait);
    }
}
