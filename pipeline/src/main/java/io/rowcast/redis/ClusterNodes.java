package io.rowcast.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.RedisCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection to each master of a Cluster, for as long as each of them keeps its slots. Commands go to the master that
 * has their slot; what none of them executed is sent again for a while, anything else ends it all.
 */
final class ClusterNodes implements AutoCloseable {
    /** How long a slot may be on its way from one master to another, or a script be missing. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final List<Script> SCRIPTS =
            List.of(SlotScript.APPLY, SlotScript.LETTER, SlotScript.REPLACE, SlotScript.NOTE);

    /** Opens connections to nodes of the Cluster. */
    interface Dial {
        StatefulRedisConnection<byte[], byte[]> connect(String host, int port) throws RedisAwayException;
    }

    final Topology topology;
    private final Dial dial;
    private final ReplicaWait wait;
    private final Map<String, StatefulRedisConnection<byte[], byte[]>> connections = new LinkedHashMap<>();
    private final int[] masterOf = new int[Slots.COUNT];

    /** Connects to every master, which get the scripts. */
    ClusterNodes(Topology topology, Dial dial, ReplicaWait wait) throws RedisAwayException {
        this.topology = topology;
        this.dial = dial;
        this.wait = wait;
        for (int master = 0; master < topology.masters().size(); master++) {
            for (int slot : topology.masters().get(master).slots()) {
                masterOf[slot] = master;
            }
        }
        try {
            for (Topology.Master master : topology.masters()) {
                connections.put(master.address(), dial.connect(master.host(), master.port()));
            }
            loadScripts();
        } catch (RedisAwayException e) {
            close();
            throw e;
        }
    }

    private void loadScripts() throws RedisAwayException {
        List<AsyncCommand<byte[], byte[], String>> loads = new ArrayList<>();
        for (Topology.Master master : topology.masters()) {
            for (Script script : SCRIPTS) {
                var load = new AsyncCommand<>(Wire.loadScript(script, new StatusOutput<>(ByteArrayCodec.INSTANCE)));
                connection(master).dispatch(load);
                loads.add(load);
            }
        }
        for (var load : loads) {
            Answers.await(load);
        }
    }

    StatefulRedisConnection<byte[], byte[]> connection(Topology.Master master) {
        StatefulRedisConnection<byte[], byte[]> connection = connections.get(master.address());
        if (connection == null) {
            throw new IllegalStateException("no connection to " + master.address());
        }
        return connection;
    }

    Topology.Master master(int slot) {
        return topology.masters().get(masterOf[slot]);
    }

    /** Sends the calls in their order, all of a node at once. */
    void send(Collection<? extends SlotCall<?>> calls) {
        Map<Topology.Master, List<RedisCommand<byte[], byte[], ?>>> byNode = new LinkedHashMap<>();
        for (SlotCall<?> call : calls) {
            byNode.computeIfAbsent(master(call.slot), unseen -> new ArrayList<>())
                    .add(call.command());
        }
        byNode.forEach((master, commands) -> connection(master).dispatch(commands));
    }

    /**
     * Waits until every call has an answer.
     *
     * @throws RedisAwayException when one has none, or an error for an answer
     */
    void settle(List<? extends SlotCall<?>> calls) throws RedisAwayException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<? extends SlotCall<?>> open = calls;
        while (true) {
            List<SlotCall<?>> refused = new ArrayList<>();
            boolean scriptless = false;
            for (SlotCall<?> call : open) {
                String error = error(call.command());
                if (error != null) {
                    if (System.nanoTime() - end > 0 || !again(error)) {
                        throw new RedisAwayException("Redis failed: " + error);
                    }
                    scriptless |= error.startsWith("NOSCRIPT");
                    refused.add(call.reads && error.startsWith("ASK ") ? elsewhere(call, error) : call);
                }
            }
            refused.removeIf(call -> call.command().isDone() && error(call.command()) == null);
            if (refused.isEmpty()) {
                return;
            }
            if (scriptless) {
                loadScripts();
            } else {
                pause();
            }
            refused.forEach(SlotCall::renewed);
            send(refused);
            open = refused;
        }
    }

    /** The server has not executed it, and will later: the script was dropped, or the slot is being moved. */
    private static boolean again(String error) {
        return error.startsWith("NOSCRIPT") || error.startsWith("TRYAGAIN") || error.startsWith("ASK ");
    }

    /** A key that a slot on its way has left, or never had, is looked at where the slot goes. */
    private SlotCall<?> elsewhere(SlotCall<?> call, String error) throws RedisAwayException {
        String address = error.split(" ", 3)[2];
        StatefulRedisConnection<byte[], byte[]> target = connections.get(address);
        if (target == null) {
            int colon = address.lastIndexOf(':');
            target = dial.connect(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
            connections.put(address, target);
        }
        var asking =
                new AsyncCommand<>(Wire.command(Wire.ASKING, new StatusOutput<>(ByteArrayCodec.INSTANCE), Wire.args()));
        target.dispatch(List.of(asking, call.renewed()));
        Answers.await(asking);
        String failure = error(call.command());
        if (failure != null && !failure.startsWith("MOVED") && !again(failure)) {
            throw new RedisAwayException("Redis failed: " + failure);
        }
        return call;
    }

    /**
     * Waits until replicas have what the calls wrote.
     *
     * @throws RedisAwayException when too few have
     */
    void requireReplicas(Collection<? extends SlotCall<?>> calls) throws RedisAwayException {
        if (!wait.needed()) {
            return;
        }
        Set<Topology.Master> written = new LinkedHashSet<>();
        calls.forEach(call -> written.add(master(call.slot)));
        List<AsyncCommand<byte[], byte[], Long>> waits = new ArrayList<>();
        for (Topology.Master master : written) {
            var command = new AsyncCommand<>(wait.command());
            connection(master).dispatch(command);
            waits.add(command);
        }
        for (var command : waits) {
            wait.require(Answers.await(command, Answers.DEADLINE.plus(wait.timeout())));
        }
    }

    /**
     * Which master has which slots, as each of them says of itself.
     *
     * @throws RedisAwayException while a slot is on its way
     */
    String settledLayout() throws RedisAwayException {
        StringBuilder layout = new StringBuilder();
        for (Topology.Master master : topology.masters()) {
            String own = Answers.await(connection(master).async().clusterNodes())
                    .lines()
                    .filter(line -> line.contains("myself"))
                    .findFirst()
                    .orElse("");
            if (own.contains("-<-") || own.contains("->-")) {
                throw new RedisAwayException("found slots that are being moved by " + master.address()
                        + "; looks for keys when they have arrived");
            }
            layout.append(own.replaceFirst(" \\d+ \\d+ (\\d+) connected", " $1"))
                    .append('\n');
        }
        return layout.toString();
    }

    private static @Nullable String error(AsyncCommand<byte[], byte[], ?> command) {
        try {
            Answers.get(command, Answers.DEADLINE);
            return null;
        } catch (ExecutionException e) {
            return RedisConnector.innermost(e);
        } catch (TimeoutException e) {
            return "no answer within " + Answers.DEADLINE.toSeconds() + " s";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted while waiting for Redis";
        }
    }

    private static void pause() throws RedisAwayException {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisAwayException("interrupted while waiting for Redis", e);
        }
    }

    boolean isOpen() {
        return connections.values().stream().allMatch(StatefulRedisConnection::isOpen);
    }

    @Override
    public void close() {
        for (var connection : connections.values()) {
            var unused = connection.closeAsync(); // nobody needs to wait for the sockets
        }
    }
}
