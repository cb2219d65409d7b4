package io.rowcast.redis;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.StaticCredentialsProvider;
import io.rowcast.config.RedisSettings;
import io.rowcast.config.TlsSettings;
import io.rowcast.tls.KeyStores;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How Redis is connected to: who we are, and what the two sides show each other. For clients of every kind. */
final class RedisAccess {

    private RedisAccess() {}

    /**
     * Where it is, with user and password; of a Cluster each node that is named.
     *
     * @throws IllegalArgumentException when the URI is not one that Lettuce knows
     */
    static List<RedisURI> uris(RedisSettings settings) {
        List<RedisURI> uris = ClusterConnector.isCluster(settings.uri())
                ? ClusterConnector.seeds(settings.uri())
                : List.of(RedisURI.create(settings.uri()));
        uris.forEach(uri -> complete(uri, settings));
        return uris;
    }

    private static void complete(RedisURI uri, RedisSettings settings) {
        if (settings.hasLogin()) {
            @Nullable String user = settings.hasUser() ? settings.username() : null;
            uri.setCredentialsProvider(new StaticCredentialsProvider(RedisCredentials.just(user, settings.password())));
        } else {
            fixCredentials(uri);
        }
        uri.getSentinels().forEach(RedisAccess::fixCredentials);
        SslVerifyMode verification = verification(settings.tls().mode());
        if (uri.isSsl()) {
            uri.setVerifyPeer(verification);
        }
        uri.getSentinels().stream().filter(RedisURI::isSsl).forEach(sentinel -> sentinel.setVerifyPeer(verification));
    }

    /**
     * What a URI says of user and password, Lettuce (7.7) resolves anew for each connection, in another thread; there, a
     * refused login races with the closing that it causes, and a caller may be told "Connection closed prematurely" only.
     * Known beforehand, it is sent and its reply taken by the connection's own thread.
     */
    private static void fixCredentials(RedisURI uri) {
        RedisCredentials stated =
                uri.getCredentialsProvider().resolveCredentials().block();
        uri.setCredentialsProvider(new StaticCredentialsProvider(stated));
    }

    private static SslVerifyMode verification(TlsSettings.Mode mode) {
        return switch (mode) {
            case VERIFY_IDENTITY -> SslVerifyMode.FULL;
            case VERIFY_CA -> SslVerifyMode.CA;
            case REQUIRED, PREFERRED, DISABLED -> SslVerifyMode.NONE;
        };
    }

    /** What is used where the URI says {@code rediss}. */
    static SslOptions tls(TlsSettings tls) {
        SslOptions.Builder options = SslOptions.builder().jdkSslProvider();
        try (KeyStores stores = new KeyStores(tls)) {
            stores.trustManagers().ifPresent(options::trustManager);
            stores.keyManagers().ifPresent(options::keyManager);
        }
        return options.build();
    }
}
