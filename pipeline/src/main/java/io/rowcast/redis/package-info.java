/**
 * One Redis: a batch of commands with its watermark as one transaction, the fence around it, and a look at every reply.
 *
 * <p>What a server can do beyond every Redis is asked once ({@link io.rowcast.redis.Capabilities}); it decides how a Bloom
 * filter is kept. What Redis has no command for is a script that comes along in the same transaction.
 *
 * <p>Enters: {@link io.rowcast.redis.Batch}es. Leaves: {@link io.rowcast.redis.ExecReply}s. The only package that knows
 * Lettuce; it knows nothing of Kafka, MySQL or mappings.
 */
@NullMarked
package io.rowcast.redis;

import org.jspecify.annotations.NullMarked;
