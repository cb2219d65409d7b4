package io.rowcast.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether and how a connection is encrypted, and who the two sides must prove to be.
 *
 * @param ca PEM file of the authorities that the server's certificate is checked with; empty = those that Java knows
 * @param certificate PEM file of our own certificate, with those between it and its authority; empty = we show none
 * @param key PEM file of its private key
 */
public record TlsSettings(Mode mode, Optional<Path> ca, Optional<Path> certificate, Optional<Path> key) {

    /** The modes of MySQL's own clients, here for all servers. */
    public enum Mode {
        /** Nothing is encrypted. */
        DISABLED,
        /** Encrypted when the server can. */
        PREFERRED,
        /** Encrypted, with whomever answers. */
        REQUIRED,
        /** Encrypted, with a server whose certificate is of the authority. */
        VERIFY_CA,
        /** Encrypted, with a server whose certificate is of the authority and names the host that was asked for. */
        VERIFY_IDENTITY;

        /** As in the settings file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the server's certificate is checked. */
        public boolean verifies() {
            return this == VERIFY_CA || this == VERIFY_IDENTITY;
        }
    }

    /** In that mode, with the authorities that Java knows and no certificate of our own. */
    public static TlsSettings of(Mode mode) {
        return new TlsSettings(mode, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
