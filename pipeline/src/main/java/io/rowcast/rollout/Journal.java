package io.rowcast.rollout;

import io.rowcast.mapping.MappingFile;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import io.rowcast.redis.MappingStore;
import io.rowcast.redis.RedisAwayException;
import io.rowcast.redis.RedisConnector;
import io.rowcast.redis.RedisKeys;
import io.rowcast.writer.MappingLog;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes down in Redis by which mappings it is written from now on. Where the type of keys is to be another one, those of the
 * earlier type go at once: what is written to them now would fail.
 */
public final class Journal implements MappingLog {
    private final String key;
    private final RedisConnector redis;
    private final CurrentFiles files;

    /** @param pipeline the name of it */
    public Journal(String pipeline, RedisConnector redis, CurrentFiles files) {
        this.key = new RedisKeys(pipeline).mappings();
        this.redis = redis;
        this.files = files;
    }

    @Override
    public String name() {
        return files.name();
    }

    @Override
    public void begins(Collection<TableSchema> tables) throws RedisAwayException {
        Map<String, String> written = new TreeMap<>();
        for (TableSchema schema : tables) {
            files.of(schema.table())
                    .map(file -> Written.of(file, schema))
                    .ifPresent(each -> written.put(each.name(), each.value()));
        }
        if (written.isEmpty()) {
            return;
        }
        try (MappingStore store = redis.openMappings()) {
            store.write(key, written);
            Map<TableId, List<Written>> others = files.others(store.read(key));
            for (TableSchema schema : tables) {
                List<Written> before = others.getOrDefault(schema.table(), List.of());
                MappingFile file = files.of(schema.table()).orElse(null);
                if (!before.isEmpty() && file != null) {
                    new OtherTypes(store, Written.of(file, schema), before).remove();
                }
            }
        }
    }
}
