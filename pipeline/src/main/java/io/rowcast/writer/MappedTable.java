package io.rowcast.writer;

import io.micrometer.core.instrument.Counter;
import io.rowcast.mapping.Mapping;
import io.rowcast.model.TableId;
import io.rowcast.model.TableSchema;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table that the writer follows, with each version of it that its records name. Shared by the table's lanes. */
final class MappedTable {
    final TableId id;
    final Counter rows;
    private final Tables tables;
    private final Map<String, MappedVersion> versions = new HashMap<>();

    /** Why versions cannot be mapped: asked for once, as the mapping files do not change while this runs. */
    private final Map<String, TableStoppedException> refused = new HashMap<>();

    private @Nullable MappedVersion newest;

    MappedTable(TableId id, Counter rows, Tables tables) {
        this.id = id;
        this.rows = rows;
        this.tables = tables;
    }

    /**
     * The table as records of that version have it.
     *
     * @throws TableStoppedException when no mapping can be made for it
     */
    MappedVersion version(String name) throws TableStoppedException {
        MappedVersion known = versions.get(name);
        if (known != null) {
            return known;
        }
        TableStoppedException reason = refused.get(name);
        if (reason != null) {
            throw reason;
        }
        try {
            MappedVersion version = tables.mapped(tables.compile(tables.schema(id, name)));
            versions.put(name, version);
            return version;
        } catch (TableStoppedException e) {
            refused.put(name, e);
            throw e;
        }
    }

    /**
     * The table as it is now, for records that name no version.
     *
     * @throws TableStoppedException when no mapping can be made for it
     */
    MappedVersion newest() throws TableStoppedException {
        if (newest == null) {
            newest = version(tables.newestVersion(id));
        }
        return newest;
    }

    /** Whether its topic has to begin with a reset: our own reader writes one before a snapshot. */
    boolean beginsWithReset() {
        return tables.ofOwnReader();
    }

    /** The reader has described tables: what was not known of this one may be now. */
    void askAgain() {
        newest = null;
        refused.clear();
    }

    /** What it looks like by the newest version that the mapping files fit; empty when they fit none. */
    Optional<TableSchema> schema() {
        try {
            return Optional.of(newest().mapping().schema());
        } catch (TableStoppedException e) {
            return mappings().stream().findFirst().map(Mapping::schema);
        }
    }

    /** One mapping for each version that the table ever had and that the mapping files still fit. */
    Set<Mapping> mappings() {
        Set<Mapping> mappings = new LinkedHashSet<>();
        for (String name : tables.versions(id)) {
            try {
                mappings.add(version(name).mapping());
            } catch (TableStoppedException e) {
                // What it wrote cannot be told from the files of today.
            }
        }
        versions.values().forEach(version -> mappings.add(version.mapping()));
        return mappings;
    }
}
