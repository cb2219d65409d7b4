package io.rowcast.writer;

import io.rowcast.model.TableSchema;
import io.rowcast.redis.RedisAwayException;
import java.util.Collection;

/** Keeps by which mappings Redis was written. Used by the writer's thread. */
public interface MappingLog {
    /** Keeps nothing. */
    MappingLog NONE = new MappingLog() {
        @Override
        public String name() {
            return "";
        }

        @Override
        public void begins(Collection<TableSchema> tables) {}
    };

    /** The same for all writers with the same mappings, and for no others: what the name of each owner of a lane ends with. */
    String name();

    /**
     * Called before anything of these tables is applied by the mappings of this writer, and again whenever Redis can have
     * lost that it was.
     */
    void begins(Collection<TableSchema> tables) throws RedisAwayException;
}
