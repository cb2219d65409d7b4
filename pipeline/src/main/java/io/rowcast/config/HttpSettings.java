package io.rowcast.config;

/**
 * Where metrics, health and status are served.
 *
 * @param bind address to listen on
 * @param port 0 = any free one
 * @param token what a request must show to see more than health; {@link SettingKey#NONE} = nothing
 */
public record HttpSettings(String bind, int port, String token) {

    /** Whether a token is asked for. */
    public boolean guarded() {
        return !token.equals(SettingKey.NONE);
    }

    /** Without the token, so that it cannot reach a log. */
    @Override
    public String toString() {
        return bind + ":" + port + (guarded() ? " with a token" : "");
    }
}
