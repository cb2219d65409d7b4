package io.rowcast.config;

/** How to reach MySQL, and as whom. */
public record MySqlSettings(String host, int port, String user, String password) {

    /** Without the password, which is not for logs. */
    @Override
    public String toString() {
        return user + "@" + host + ":" + port;
    }
}
