package io.rowcast.config;

/**
 * How we log in to Kafka.
 *
 * @param mechanism {@link SettingKey#NONE} when we do not
 */
public record SaslSettings(String mechanism, String username, String password) {
    /** No login. */
    public static final SaslSettings NONE = new SaslSettings(SettingKey.NONE, SettingKey.NONE, SettingKey.NONE);

    /** Whether there is a login. */
    public boolean given() {
        return !mechanism.equals(SettingKey.NONE);
    }

    /** Without the password, so that it cannot reach a log. */
    @Override
    public String toString() {
        return given() ? mechanism + " as " + username : "no login";
    }
}
