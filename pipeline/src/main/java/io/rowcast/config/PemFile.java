package io.rowcast.config;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of certificates or a private key, as MySQL, Kafka and Redis have them too: PEM. Nothing of it is ever shown. */
public final class PemFile {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");
    /** What PKCS#8 says before the bytes of a PKCS#1 key: version 0, rsaEncryption. */
    private static final byte[] RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final String CONVERT = "; openssl pkcs8 -topk8 -nocrypt -in <it> -out <new file> makes one";

    private PemFile() {}

    /** The certificates, in the order of the file: at least one. */
    public static List<X509Certificate> certificates(Path file) throws BadPemException {
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher block = BLOCK.matcher(text(file));
        while (block.find()) {
            if (block.group(1).equals("CERTIFICATE")) {
                certificates.add(certificate(bytes(block.group(2))));
            }
        }
        if (certificates.isEmpty()) {
            throw new BadPemException("found no certificate in it, expected a PEM file with BEGIN CERTIFICATE");
        }
        return certificates;
    }

    private static X509Certificate certificate(byte[] bytes) throws BadPemException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        } catch (CertificateException e) {
            throw new BadPemException("found a certificate in it that cannot be read, expected X.509", e);
        }
    }

    /** The private key. */
    public static PrivateKey key(Path file) throws BadPemException {
        Matcher block = BLOCK.matcher(text(file));
        while (block.find()) {
            if (block.group(1).endsWith("PRIVATE KEY")) {
                return key(block.group(1), bytes(block.group(2)));
            }
        }
        throw new BadPemException("found no private key in it, expected a PEM file with BEGIN PRIVATE KEY");
    }

    private static PrivateKey key(String kind, byte[] bytes) throws BadPemException {
        return switch (kind) {
            case "PRIVATE KEY" -> key(bytes);
            case "RSA PRIVATE KEY" -> key(der(SEQUENCE, joined(RSA, der(OCTETS, bytes))));
            case "ENCRYPTED PRIVATE KEY" ->
                throw new BadPemException("found an encrypted private key, expected one without a passphrase, in a file"
                        + " that only Rowcast's user may read" + CONVERT);
            default -> throw new BadPemException("found " + kind + ", expected PRIVATE KEY (PKCS#8)" + CONVERT);
        };
    }

    private static PrivateKey key(byte[] pkcs8) throws BadPemException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException anotherAlgorithm) {
                continue;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java knows " + algorithm, e);
            }
        }
        throw new BadPemException("found a private key that cannot be read, expected RSA, EC or EdDSA in PKCS#8");
    }

    private static String text(Path file) throws BadPemException {
        try {
            return TextFile.read(file);
        } catch (TextFile.UnreadableException e) {
            throw new BadPemException(e.reason(), e);
        }
    }

    private static byte[] bytes(String base64) throws BadPemException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new BadPemException("found text that is not Base64 between BEGIN and END", e);
        }
    }

    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        out.write(0x82); // the length follows in two bytes, as every RSA key needs
        out.write(content.length >> 8);
        out.write(content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    /** Why a file does not give what is expected of it; never with anything of what it holds. */
    public static final class BadPemException extends Exception {
        private static final long serialVersionUID = 1L;

        BadPemException(String reason) {
            super(reason);
        }

        BadPemException(String reason, Exception cause) {
            super(reason, cause);
        }

        /** Found and expected. */
        public String reason() {
            return String.valueOf(getMessage());
        }
    }
}
