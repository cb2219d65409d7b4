/**
 * Traces of single changes on their way from MySQL to Redis, for OpenTelemetry: what reader and writer tell of a change goes
 * to a collector, beside the path and without a say in it.
 *
 * <p>Enters: the change that is sent or applied, and when; never a value of a row. Leaves: spans, and the header by which a
 * Kafka record carries its trace. It is the only package that knows OpenTelemetry, and reader and writer know only {@link
 * io.rowcast.trace.Tracing}, so that nothing of the library is loaded where no collector is named.
 */
@NullMarked
package io.rowcast.trace;

import org.jspecify.annotations.NullMarked;
