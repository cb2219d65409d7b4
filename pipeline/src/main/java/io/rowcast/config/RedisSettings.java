package io.rowcast.config;

import java.util.regex.Pattern;

/**
 * Where the commands go.
 *
 * @param uri as Lettuce reads it, password included: never to be logged; see {@link #toString()}
 * @param waitFor {@code wait} in the file: what its replicas must have
 */
public record RedisSettings(String uri, ReplicaSettings waitFor) {
    private static final Pattern PASSWORD = Pattern.compile("^([a-z+-]+://)[^/]*@");

    /** The URI without user and password, for logs and messages. */
    @Override
    public String toString() {
        return PASSWORD.matcher(uri).replaceFirst("$1***@");
    }
}
