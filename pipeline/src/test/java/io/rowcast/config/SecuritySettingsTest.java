package io.rowcast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rowcast.fixture.Authority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecuritySettingsTest {
    private static final Authority AUTHORITY = new Authority("settings");
    private static final Authority.Issued OURS = AUTHORITY.issue("ours");
    private static final Authority.Issued OTHER = AUTHORITY.issue("other");
    private static final int PKCS8_HEADER = 26;

    @TempDir
    private Path folder;

    @Test
    void eachConnectionHasItsCertificatesAndLogin() {
        Settings settings = read("""
                mysql: {user: u, password: p, tls: {mode: verify_identity, ca: %1$s, certificate: %2$s, key: %3$s}}
                kafka:
                  bootstrap: "kafka:9093"
                  tls: {mode: verify_ca, ca: %1$s}
                  sasl: {mechanism: SCRAM-SHA-512, username: k, password: kp}
                  properties: {ssl.protocol: TLSv1.3, client.rack: a}
                redis: {uri: "rediss://cache:6380", username: r, password: "r@p", tls: {certificate: %2$s, key: %3$s}}
                http: {token: 0123456789abcdef}
                """.formatted(AUTHORITY.ca(), OURS.certificate(), OURS.key()));

        Optional<Path> ca = Optional.of(AUTHORITY.ca());
        Optional<Path> certificate = Optional.of(OURS.certificate());
        Optional<Path> key = Optional.of(OURS.key());
        assertThat(settings.mysql().tls())
                .isEqualTo(new TlsSettings(TlsSettings.Mode.VERIFY_IDENTITY, ca, certificate, key));
        assertThat(settings.kafka())
                .isEqualTo(new KafkaSettings.External(
                        "kafka:9093",
                        4,
                        (short) -1,
                        new TlsSettings(TlsSettings.Mode.VERIFY_CA, ca, Optional.empty(), Optional.empty()),
                        new SaslSettings("SCRAM-SHA-512", "k", "kp"),
                        Map.of("ssl.protocol", "TLSv1.3", "client.rack", "a")));
        assertThat(settings.redis())
                .isEqualTo(new RedisSettings(
                        "rediss://cache:6380",
                        "r",
                        "r@p",
                        new TlsSettings(TlsSettings.Mode.VERIFY_IDENTITY, Optional.empty(), certificate, key),
                        ReplicaSettings.NONE));
        assertThat(settings.http()).isEqualTo(new HttpSettings("127.0.0.1", 8080, "0123456789abcdef"));
        assertThat(settings.toString()).doesNotContain("kp", "r@p", "0123456789abcdef", "TLSv1.3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        mysql | {mode: verify_full}                 | mysql.tls.mode: found 'verify_full', expected one of disabled, preferred, required, verify_ca, verify_identity
        mysql | {ca: CA}                            | mysql.tls.ca: found with mysql.tls.mode preferred, which looks at no authority; expected verify_ca or verify_identity
        mysql | {certificate: CRT}                  | mysql.tls.key: missing: expected certificate and key, or neither
        mysql | {key: KEY}                          | mysql.tls.certificate: missing: expected certificate and key, or neither
        mysql | {certificate: CRT, key: OTHER}      | mysql.tls.key: found a key of another certificate, expected that of CRT
        mysql | {certificate: KEY, key: KEY}        | mysql.tls.certificate: file KEY: found no certificate in it, expected a PEM file with BEGIN CERTIFICATE
        mysql | {certificate: CRT, key: CRT}        | mysql.tls.key: file CRT: found no private key in it, expected a PEM file with BEGIN PRIVATE KEY
        mysql | {mode: verify_ca, ca: none.pem}     | mysql.tls.ca: file FOLDER/none.pem: no such file
        mysql | {mode: disabled, certificate: CRT, key: KEY} | mysql.tls.certificate: found with mysql.tls.mode disabled, which shows none; expected another mode
        kafka | {mode: required}                    | kafka.tls.mode: found 'required', expected one of disabled, verify_ca, verify_identity
        redis | {mode: disabled}                    | redis.tls.mode: found 'disabled', expected one of required, verify_ca, verify_identity
        """)
    void aMistakeIsAProblem(String server, String tls, String problem) {
        assertThat(problems(section(server, filled(tls)))).containsExactly(filled(problem));
    }

    private static String section(String server, String tls) {
        return switch (server) {
            case "mysql" -> "mysql: {user: u, password: p, tls: %s}".formatted(tls);
            case "kafka" -> "mysql: {user: u, password: p}\nkafka: {bootstrap: 'a:1', tls: %s}".formatted(tls);
            default -> "mysql: {user: u, password: p}\nredis: {uri: 'rediss://a', tls: %s}".formatted(tls);
        };
    }

    private String filled(String text) {
        return text.replace("FOLDER", folder.toString())
                .replaceAll("\\bCA\\b", AUTHORITY.ca().toString())
                .replaceAll("\\bCRT\\b", OURS.certificate().toString())
                .replaceAll("(?<!PRIVATE )\\bKEY\\b", OURS.key().toString())
                .replaceAll("\\bOTHER\\b", OTHER.key().toString());
    }

    @Test
    void whatDoesNotGoTogetherIsAProblem() {
        String account = "mysql: {user: u, password: p}\n";
        assertThat(problems(account + "redis: {uri: 'redis://a', tls: {mode: verify_ca}}"))
                .containsExactly("redis.tls.mode: found without TLS; expected a redis.uri that begins with rediss://");
        assertThat(problems(account + "redis: {uri: 'redis://u:secret@a', password: secret}"))
                .containsExactly("redis.password: found there and in redis.uri; expected it in one place");
        assertThat(problems(account + "redis: {username: u}"))
                .containsExactly("redis.password: missing: redis.username needs it");
        assertThat(problems(account + "kafka: {sasl: {mechanism: PLAIN, username: u, password: p}}"))
                .hasSize(3)
                .allMatch(problem -> problem.contains("is for a broker named by kafka.bootstrap, which is missing"));
        assertThat(problems(account + "kafka: {bootstrap: 'a:1', sasl: {username: u, password: secret}}"))
                .hasSize(2)
                .allMatch(problem -> problem.endsWith(
                        "found without kafka.sasl.mechanism; expected one of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512"))
                .noneMatch(problem -> problem.contains("secret"));
        assertThat(problems(account + "kafka: {bootstrap: 'a:1', sasl: {mechanism: PLAIN}}"))
                .containsExactly(
                        "kafka.sasl.username: missing: kafka.sasl.mechanism PLAIN needs it",
                        "kafka.sasl.password: missing: kafka.sasl.mechanism PLAIN needs it");
        assertThat(problems(account + "kafka: {bootstrap: 'a:1', properties: {acks: '0', ssl.keystore.key: secret}}"))
                .hasSize(2)
                .allMatch(problem -> problem.contains("is not for you to set; expected settings of connections"))
                .noneMatch(problem -> problem.contains("secret"));
        assertThat(problems(account + "kafka: {bootstrap: 'a:1', properties: {ssl.protocol: [a]}}"))
                .containsExactly("kafka.properties.ssl.protocol: found a list, expected text");
        assertThat(problems(account + "kafka: {bootstrap: 'a:1', properties: 7}"))
                .containsExactly("kafka.properties: found a number, expected names and texts");
        assertThat(problems(account + "http: {token: short}"))
                .containsExactly("http.token: expected at least 16 letters, digits or signs, without blanks");
    }

    @Test
    void aKeyMayBeInTheFormOfOlderOpenssl() throws Exception {
        byte[] pkcs8 = PemFile.key(OURS.key()).getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, PKCS8_HEADER, pkcs8.length);
        Path old = Files.writeString(folder.resolve("old.key"), Authority.pem("RSA PRIVATE KEY", pkcs1));

        assertThat(PemFile.key(old)).isEqualTo(PemFile.key(OURS.key()));
    }

    @Test
    void anEncryptedKeyIsRefusedWithTheWayOut() throws IOException {
        String text = Authority.pem("ENCRYPTED PRIVATE KEY", Base64.getDecoder().decode("c2VjcmV0"));
        Path file = Files.writeString(folder.resolve("encrypted.key"), text);

        assertThat(problems("mysql: {user: u, password: p, tls: {certificate: %s, key: encrypted.key}}"
                        .formatted(OURS.certificate())))
                .containsExactly(
                        "mysql.tls.key: file " + file + ": found an encrypted private key, expected one without a"
                                + " passphrase, in a file that only Rowcast's user may read; openssl pkcs8 -topk8 -nocrypt"
                                + " -in <it> -out <new file> makes one");
    }

    private Settings read(String yaml) {
        try {
            return SettingsFile.read(Files.writeString(folder.resolve("rowcast.yml"), yaml), Map.of());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> problems(String yaml) {
        InvalidConfigException invalid = catchThrowableOfType(InvalidConfigException.class, () -> read(yaml));
        assertThat(invalid).as("problems of %s", yaml).isNotNull();
        return invalid.problems().stream()
                .map(problem -> problem.path() + ": " + problem.message())
                .toList();
    }
}
