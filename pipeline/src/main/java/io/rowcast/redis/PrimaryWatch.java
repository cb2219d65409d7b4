package io.rowcast.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Asks the sentinels all the time whether the primary of a session still is it: they promote another one seconds before
 * they tell the old one, and what that acknowledges meanwhile is lost. Never waits for a sentinel. Used by one thread.
 */
final class PrimaryWatch implements AutoCloseable {
    private final RedisClient client;
    private final RedisURI uri;
    private final String primary;
    private CompletableFuture<StatefulRedisSentinelConnection<String, String>> sentinel;
    private CompletableFuture<String> answer;

    private PrimaryWatch(
            RedisClient client,
            RedisURI uri,
            String primary,
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
        SocketAddress primary = sentinel.sync().getMasterAddrByName(uri.getSentinelMasterId());
        if (primary == null) {
            var unused = sentinel.closeAsync(); // nobody needs to wait for the socket
            throw new RedisAwayException("the sentinels know no primary called " + uri.getSentinelMasterId());
        }
        return new PrimaryWatch(client, uri, text(primary), CompletableFuture.completedFuture(sentinel));
    }

    /** @throws RedisAwayException when the sentinels have answered that another is the primary */
    void requireSame() throws RedisAwayException {
        if (answer.isDone()
                && !answer.isCompletedExceptionally()
                && !answer.join().equals(primary)) {
            throw new RedisAwayException(
                    "the sentinels name another primary: expected " + primary + ", found " + answer.join());
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
                .thenApply(PrimaryWatch::text)
                .orTimeout(uri.getTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String text(SocketAddress address) {
        return address instanceof InetSocketAddress place
                ? place.getHostString() + ":" + place.getPort()
                : String.valueOf(address);
    }

    @Override
    public void close() {
        var unused = sentinel.thenAccept(asked -> asked.closeAsync()); // nobody needs to wait for the socket
    }
}
