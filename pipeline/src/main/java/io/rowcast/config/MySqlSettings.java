package io.rowcast.config;

/** Where the rows come from, and the account that reads them. */
public record MySqlSettings(String host, int port, String user, String password, TlsSettings tls) {

    /** Without the password, so that it cannot reach a log. */
    @Override
    public String toString() {
        return user + "@" + host + ":" + port;
    }
}
