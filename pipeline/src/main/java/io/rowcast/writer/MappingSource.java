package io.rowcast.writer;

import io.rowcast.config.InvalidConfigException;
import io.rowcast.mapping.Mapping;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the user wrote about tables, as the writer needs it. Used by the writer's thread only. */
public interface MappingSource {

    /** The tables named one by one: the writer begins when the reader has described all of them. */
    Set<TableId> awaited();

    /** Whether the table is named, or matched by a pattern. */
    boolean wants(TableId table);

    /**
     * The mappings of all tables, which must go together.
     *
     * @param schemas at least those of the awaited tables
     * @throws InvalidConfigException with everything that does not fit one of the schemas, or another mapping
     */
    List<Mapping> all(Map<TableId, TableSchema> schemas);

    /**
     * The mapping of one table, compared with no other.
     *
     * @throws InvalidConfigException with everything that does not fit the schema
     */
    Mapping one(TableSchema schema);

    /** Where it is kept by which of these mappings Redis was written. */
    default MappingLog log() {
        return MappingLog.NONE;
    }
}
