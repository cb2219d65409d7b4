package io.rowcast.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.rowcast.config.RedisSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections to the Redis of a URI. Thread-safe. */
public final class RedisConnector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisConnector.class);

    private static final Duration CLOSE = Duration.ofMillis(1_500);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final ClientResources resources;
    private final RedisClient client;
    private final RedisURI uri;
    private final @Nullable ClusterConnector cluster;
    private final ReplicaWait wait;
    private @Nullable Capabilities capabilities;

    /** @throws IllegalArgumentException when the URI is not one that Lettuce knows */
    public RedisConnector(String uri) {
        this(RedisSettings.of(uri));
    }

    /**
     * With all that the settings say.
     *
     * @throws IllegalArgumentException when the URI is not one that Lettuce knows
     */
    public RedisConnector(RedisSettings settings) {
        List<RedisURI> seeds = RedisAccess.uris(settings);
        seeds.forEach(seed -> seed.setTimeout(CONNECT_TIMEOUT));
        this.uri = seeds.get(0);
        this.wait = new ReplicaWait(
                settings.waitFor().replicas(), settings.waitFor().timeout());
        this.uri.getSentinels().forEach(sentinel -> sentinel.setTimeout(CONNECT_TIMEOUT));
        this.resources = DefaultClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .nettyCustomizer(Bundle.UNPACKING)
                .build();
        this.client = RedisClient.create(resources);
        client.setOptions(options(settings));
        this.cluster = ClusterConnector.isCluster(settings.uri()) ? new ClusterConnector(client, seeds, wait) : null;
    }

    /**
     * One connection has one life. Lettuce's reconnecting connection replays commands, out of order when more are
     * dispatched meanwhile; ours fails as a whole, and the watermark tells where to go on.
     */
    private static ClientOptions options(RedisSettings settings) {
        return ClientOptions.builder()
                .sslOptions(RedisAccess.tls(settings.tls()))
                .autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT_TIMEOUT)
                        .tcpNoDelay(true)
                        .build())
                .build();
    }

    /** A new connection to the primary, at once in working order. Sentinels are asked each time which server that is. */
    public RedisSession open() throws RedisAwayException {
        if (cluster != null) {
            return cluster.open();
        }
        PrimaryWatch watch = null;
        try {
            watch = uri.getSentinels().isEmpty() ? null : PrimaryWatch.begin(client, uri);
            return open(client.connect(ByteArrayCodec.INSTANCE, watch == null ? uri : watch.primary()), watch);
        } catch (RedisException e) {
            if (watch != null) {
                watch.close();
            }
            throw new RedisAwayException(address() + " cannot be reached: " + innermost(e), e);
        }
    }

    /**
     * A connection to read values by, to the primary as it is now.
     *
     * @throws UnsupportedOperationException on a Cluster
     */
    public ValueReader openValues() throws RedisAwayException {
        StatefulRedisConnection<byte[], byte[]> connection = connectPrimary();
        return new ValueReader(connection, capabilities(connection));
    }

    /**
     * A connection for rolling out mappings, to the primary as it is now.
     *
     * @throws UnsupportedOperationException on a Cluster
     */
    public MappingStore openMappings() throws RedisAwayException {
        return new MappingStore(connectPrimary());
    }

    private StatefulRedisConnection<byte[], byte[]> connectPrimary() throws RedisAwayException {
        if (cluster != null) {
            throw new UnsupportedOperationException("found a Redis Cluster; expected one server, or sentinels");
        }
        try {
            RedisURI server = uri;
            if (!uri.getSentinels().isEmpty()) {
                try (PrimaryWatch watch = PrimaryWatch.begin(client, uri)) {
                    server = watch.primary();
                }
            }
            StatefulRedisConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE, server);
            capabilities(connection);
            return connection;
        } catch (RedisException e) {
            throw new RedisAwayException(address() + " cannot be reached: " + innermost(e), e);
        }
    }

    private RedisSession open(StatefulRedisConnection<byte[], byte[]> connection, @Nullable PrimaryWatch watch)
            throws RedisAwayException {
        SingleSession session = new SingleSession(connection, capabilities(connection), wait, watch);
        try {
            session.requirePrimary();
            return session;
        } catch (RedisAwayException e) {
            session.close();
            throw new RedisAwayException(address() + ": " + e.getMessage(), e);
        }
    }

    /** What the server could do when it was first reached; that decides for as long as this connector lives. */
    public synchronized Optional<Capabilities> capabilities() {
        return Optional.ofNullable(cluster == null ? capabilities : cluster.capabilities());
    }

    private synchronized Capabilities capabilities(StatefulRedisConnection<byte[], byte[]> connection) {
        if (capabilities == null) {
            capabilities = Capabilities.of(connection.sync());
        }
        return capabilities;
    }

    /** Why this Redis will never let us in, if that can be told from how it answers; one that is away is not asked. */
    public Optional<Refusal> refusal() {
        try {
            open().close();
            return Optional.empty();
        } catch (RedisAwayException e) {
            return Refusal.of(address(), e);
        }
    }

    /** Whether it is a Redis Cluster, where {@link #openValues} is not possible. */
    public boolean isCluster() {
        return cluster != null;
    }

    /** Host and port, or the sentinels and the name they know it by; never the password. */
    public String address() {
        if (cluster != null) {
            return cluster.address();
        }
        if (!uri.getSentinels().isEmpty()) {
            return "Redis " + uri.getSentinelMasterId() + " of the sentinels "
                    + uri.getSentinels().stream().map(RedisConnector::place).collect(Collectors.joining(", "));
        }
        return uri.getHost() == null ? "Redis" : "Redis at " + place(uri);
    }

    private static String place(RedisURI server) {
        return server.getHost() + ":" + server.getPort();
    }

    static String innermost(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    /** Waits a few seconds: without a limit, Lettuce's shutdown has been seen to wait for ever for a connection that was closing. */
    @Override
    public void close() {
        try {
            client.shutdownAsync(0, CLOSE.toMillis(), TimeUnit.MILLISECONDS)
                    .get(2 * CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.atDebug()
                    .addKeyValue("error", e.toString())
                    .log("The client of Redis did not close; it is left to itself");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        resources.shutdown(0, CLOSE.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly(2 * CLOSE.toMillis());
    }
}
