/**
 * The words everyone speaks: a table and its columns, a row, a change of a row, and the Redis command it causes.
 *
 * <p>A leaf: values only. It knows no file, network, clock, Debezium, Kafka or Redis client.
 */
@NullMarked
package io.rowcast.model;

import org.jspecify.annotations.NullMarked;
