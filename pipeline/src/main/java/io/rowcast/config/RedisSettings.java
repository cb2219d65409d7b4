package io.rowcast.config;

import java.util.regex.Pattern;

/**
 * Where the commands go.
 *
 * @param uri as Lettuce reads it; it may hold user and password: never to be logged, see {@link #toString()}
 * @param username {@link SettingKey#NONE} = the one in the URI, or Redis's default user
 * @param password {@link SettingKey#NONE} = the one in the URI, or none
 * @param tls for {@code rediss://}
 * @param waitFor {@code wait} in the file: what its replicas must have
 */
public record RedisSettings(String uri, String username, String password, TlsSettings tls, ReplicaSettings waitFor) {
    private static final Pattern PASSWORD = Pattern.compile("^([a-z+-]+://)[^/]*@");

    /** All that a URI can say. */
    public static RedisSettings of(String uri) {
        return new RedisSettings(
                uri,
                SettingKey.NONE,
                SettingKey.NONE,
                TlsSettings.of(TlsSettings.Mode.VERIFY_IDENTITY),
                ReplicaSettings.NONE);
    }

    /** Whether user or password are not those of the URI. */
    public boolean hasLogin() {
        return !password.equals(SettingKey.NONE);
    }

    /** Whether the user is not that of the URI. */
    public boolean hasUser() {
        return !username.equals(SettingKey.NONE);
    }

    /** The URI without user and password, for logs and messages. */
    @Override
    public String toString() {
        return PASSWORD.matcher(uri).replaceFirst("$1***@");
    }
}
