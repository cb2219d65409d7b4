package io.rowcast.reader;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Tells Debezium where to go on: always from what Kafka has committed together with the rows. What Debezium wants to
 * store is ignored, since {@link RowCommit} commits positions. Created by Debezium.
 */
public final class CommittedOffsetStore implements OffsetBackingStore {
    private @Nullable CommittedPosition position;

    @Override
    public void configure(WorkerConfig config) {
        position = SessionRegistry.of(config.originals()).position();
    }

    @Override
    public void start() {
        // the position was read before the engine was built
    }

    @Override
    public void stop() {
        // nothing of its own to close
    }

    @Override
    public Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
        Map<ByteBuffer, ByteBuffer> found = new HashMap<>();
        if (position != null) {
            position.get().ifPresent(offset -> keys.forEach(key -> found.put(key, ByteBuffer.wrap(offset.encode()))));
        }
        return CompletableFuture.completedFuture(found);
    }

    @Override
    public Future<Void> set(Map<ByteBuffer, ByteBuffer> values, @Nullable Callback<Void> callback) {
        if (callback != null) {
            callback.onCompletion(null, null);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Set<Map<String, Object>> connectorPartitions(String connectorName) {
        return Set.of();
    }
}
