/**
 * One Redis: a batch of commands with its watermark as one transaction, the fence around it, and a look at every reply.
 *
 * <p>Enters: {@link io.rowcast.redis.Batch}es. Leaves: {@link io.rowcast.redis.ExecReply}s. The only package that knows
 * Lettuce; it knows nothing of Kafka, MySQL or mappings.
 */
@NullMarked
package io.rowcast.redis;

import org.jspecify.annotations.NullMarked;
