package io.rowcast.redis;

import io.lettuce.core.RedisCommandExecutionException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Redis and we do not agree on who the other is.
 *
 * @param setting where that is settled
 * @param message found and expected
 */
public record Refusal(String setting, String message) {

    /** Empty when it failed for another reason. */
    static Optional<Refusal> of(String address, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof RedisCommandExecutionException && isLogin(message)) {
                return Optional.of(new Refusal(
                        "redis.uri",
                        address + " refuses the login (" + message
                                + "); expected user and password, in redis.username and redis.password or in the URI:"
                                + " redis://user:password@host:port"));
            }
            if (cause instanceof CertificateException || cause instanceof SSLException) {
                return Optional.of(new Refusal(
                        "redis.tls",
                        "found " + address + ", with which no TLS can be agreed on ("
                                + RedisConnector.innermost(failure)
                                + "); expected a server with a certificate of redis.tls.ca that names the host, and that"
                                + " takes ours if it asks for one (redis.tls.certificate)"));
            }
        }
        return Optional.empty();
    }

    private static boolean isLogin(String message) {
        return message.startsWith("WRONGPASS") || message.contains("AUTH");
    }
}
