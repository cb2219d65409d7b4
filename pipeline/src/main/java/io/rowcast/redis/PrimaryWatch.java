package io.rowcast.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks the sentinels all the time whether the primary of a session still is it: they promote another one seconds before
 * they tell the old one, and what that acknowledges meanwhile is lost. Never waits for a sentinel. Used by one thread.
 */
final class PrimaryWatch implements AutoCloseable {
    private final RedisClient client;
    private final RedisURI uri;
    private final InetSocketAddress primary;
    private CompletableFuture<StatefulRedisSentinelConnection<String, String>> sentinel;
    private CompletableFuture<SocketAddress> answer;

    private PrimaryWatch(
            RedisClient client,
            RedisURI uri,
            InetSocketAddress primary,
            CompletableFuture<StatefulRedisSentinelConnection<String, String>> sentinel) {
        this.client = client;
        this.uri = uri;
        this.primary = primary;
        this.sentinel = sentinel;
        this.answer = CompletableFuture.completedFuture(primary);
    }

    /** Begins with the primary that the first sentinel names that answers. */
    static PrimaryWatch begin(RedisClient client, RedisURI uri) throws RedisAwayException {
        var sentinel = client.connectSentinel(StringCodec.UTF8, uri);
        @Nullable PrimaryWatch watch = null;
        try {
            if (!(sentinel.sync().getMasterAddrByName(uri.getSentinelMasterId())
                    instanceof InetSocketAddress primary)) {
                throw new RedisAwayException("the sentinels know no primary called " + uri.getSentinelMasterId());
            }
            watch = new PrimaryWatch(client, uri, primary, CompletableFuture.completedFuture(sentinel));
            return watch;
        } finally {
            if (watch == null) {
                var unused = sentinel.closeAsync(); // nobody needs to wait for the socket
            }
        }
    }

    /** Where the primary is, with all else that the URI of the sentinels says. */
    RedisURI primary() {
        return RedisURI.builder(uri)
                .withHost(primary.getHostString())
                .withPort(primary.getPort())
                .build();
    }

    /** @throws RedisAwayException when the sentinels have answered that another is the primary */
    void requireSame() throws RedisAwayException {
        if (answer.isDone()
                && !answer.isCompletedExceptionally()
                && !place(answer.join()).equals(place(primary))) {
            throw new RedisAwayException("the sentinels name another primary: expected " + place(primary) + ", found "
                    + place(answer.join()));
        }
    }

    /** Asks again, unless the last answer is still awaited; one that did not come is asked of the next sentinel. */
    void ask() {
        if (!answer.isDone()) {
            return;
        }
        if (answer.isCompletedExceptionally()) {
            close();
            sentinel = client.connectSentinelAsync(StringCodec.UTF8, uri);
        }
        answer = sentinel.thenCompose(asked -> asked.async().getMasterAddrByName(uri.getSentinelMasterId()))
                .orTimeout(uri.getTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String place(SocketAddress address) {
        return address instanceof InetSocketAddress port
                ? port.getHostString() + ":" + port.getPort()
                : String.valueOf(address);
    }

    @Override
    public void close() {
        var unused = sentinel.thenAccept(asked -> asked.closeAsync()); // nobody needs to wait for the socket
    }
}
