package io.rowcast.tls;

import java.nio.file.Path;

/**
 * A key store of type PKCS#12 that only the process's own user may read.
 *
 * @param password made up for this file
 */
public record StoreFile(Path file, String password) {
    /** As Java and its clients call it. */
    public static final String TYPE = "PKCS12";

    /** Without the password, so that it cannot reach a log. */
    @Override
    public String toString() {
        return file.toString();
    }
}
