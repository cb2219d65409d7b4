/**
 * MySQL by SQL: access, grants and settings, the definitions of tables and their rows as of one moment, and whether the server
 * still is the one that was read before.
 *
 * <p>{@link io.rowcast.reader.catalog.MySqlCatalog} is the way in, one connection. {@link
 * io.rowcast.reader.catalog.TableSnapshot} reads a table as of a {@link io.rowcast.reader.catalog.BinlogPlace}; {@link
 * io.rowcast.reader.catalog.SourceContinuity} compares a {@link io.rowcast.reader.catalog.SourceOffset} with what the server
 * still has. It knows nothing of Kafka.
 */
@NullMarked
package io.rowcast.reader.catalog;

import org.jspecify.annotations.NullMarked;
