package io.rowcast.reader.catalog;

import io.rowcast.model.TableSchema;

/**
 * A table as MySQL has it.
 *
 * @param schema with the key by which InnoDB tells its rows apart: the primary key, or else the first unique index whose
 *     columns are never NULL
 * @param primary whether that is the primary key
 */
public record CatalogTable(TableSchema schema, boolean primary) {}
