package io.rowcast.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Opens sessions with a Cluster, of which some nodes are named and any that answers tells the others. */
final class ClusterConnector {
    private static final String PLAIN = "redis-cluster://";
    private static final String ENCRYPTED = "rediss-cluster://";

    private final RedisClient client;
    private final List<RedisURI> seeds;
    private final ReplicaWait wait;
    private final SeenMarks seen = new SeenMarks();

    /** The masters that were there last: those that are named may all be gone by now. */
    private List<RedisURI> known = List.of();

    private @Nullable Capabilities capabilities;

    ClusterConnector(RedisClient client, List<RedisURI> seeds, ReplicaWait wait) {
        this.client = client;
        this.seeds = List.copyOf(seeds);
        this.wait = wait;
    }

    static boolean isCluster(String uri) {
        return uri.startsWith(PLAIN) || uri.startsWith(ENCRYPTED);
    }

    /**
     * Of {@code redis-cluster://user:password@host:port,host:port} the URI of each node.
     *
     * @throws IllegalArgumentException when it is none that Lettuce knows
     */
    static List<RedisURI> seeds(String uri) {
        String scheme = uri.startsWith(PLAIN) ? "redis://" : "rediss://";
        String rest = uri.substring(uri.indexOf("://") + 3);
        int user = rest.lastIndexOf('@') + 1;
        int hostsEnd = Stream.of(rest.indexOf('/', user), rest.indexOf('?', user))
                .filter(end -> end >= 0)
                .min(Integer::compare)
                .orElse(rest.length());
        return Stream.of(rest.substring(user, hostsEnd).split(","))
                .map(host ->
                        RedisURI.create(scheme + rest.substring(0, user) + host.strip() + rest.substring(hostsEnd)))
                .toList();
    }

    synchronized ClusterSession open() throws RedisAwayException {
        List<RedisURI> asked = Stream.concat(seeds.stream(), known.stream()).toList();
        RedisAwayException failure = new RedisAwayException(address() + " cannot be reached");
        for (RedisURI node : asked) {
            try {
                return open(topology(node));
            } catch (RedisAwayException e) {
                failure.addSuppressed(e);
                failure = new RedisAwayException(address() + " cannot be reached: " + e.getMessage(), failure);
            }
        }
        throw failure;
    }

    private Topology topology(RedisURI node) throws RedisAwayException {
        try (var connection = connect(node)) {
            return Topology.of(Answers.await(connection.async().clusterSlots()), node.getHost());
        }
    }

    private ClusterSession open(Topology topology) throws RedisAwayException {
        ClusterNodes nodes = new ClusterNodes(topology, (host, port) -> connect(at(host, port)), wait);
        List<RedisURI> masters = new ArrayList<>();
        topology.masters().forEach(master -> masters.add(at(master.host(), master.port())));
        known = masters;
        return new ClusterSession(nodes, capabilities(nodes), seen);
    }

    private RedisURI at(String host, int port) {
        return RedisURI.builder(seeds.get(0)).withHost(host).withPort(port).build();
    }

    private StatefulRedisConnection<byte[], byte[]> connect(RedisURI node) throws RedisAwayException {
        try {
            return client.connect(ByteArrayCodec.INSTANCE, node);
        } catch (RedisException e) {
            throw new RedisAwayException(place(node) + " cannot be reached: " + RedisConnector.innermost(e), e);
        }
    }

    /** What all masters can. */
    private Capabilities capabilities(ClusterNodes nodes) throws RedisAwayException {
        if (capabilities == null) {
            for (Topology.Master master : nodes.topology.masters()) {
                Capabilities own = Capabilities.of(nodes.connection(master).sync());
                capabilities = capabilities == null ? own : capabilities.and(own);
            }
        }
        if (capabilities == null) {
            throw new RedisAwayException("found a Cluster without masters");
        }
        return capabilities;
    }

    @Nullable
    synchronized Capabilities capabilities() {
        return capabilities;
    }

    /** The nodes that are named, never the password. */
    String address() {
        return "Redis Cluster at " + seeds.stream().map(ClusterConnector::place).collect(Collectors.joining(", "));
    }

    private static String place(RedisURI node) {
        return node.getHost() + ":" + node.getPort();
    }
}
