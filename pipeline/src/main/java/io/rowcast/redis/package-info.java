/**
 * Redis, as a {@link io.rowcast.redis.RedisSession}: a batch of commands with its watermark, the fence around it, and a look
 * at every reply. On one server a batch is one transaction ({@link io.rowcast.redis.SingleSession}).
 *
 * <p>What a command said is known to the one who sent it, and he may die. Most commands may then be sent again, as nothing newer
 * follows them. Those that must not ({@link io.rowcast.model.Verb#repeatable}) are applied by a script in the same
 * transaction, which notes with the lane's watermark what was refused ({@link io.rowcast.redis.NotedCommands}); so are all of
 * a dead letter that is replayed.
 *
 * <p>What a server can do beyond every Redis is asked once ({@link io.rowcast.redis.Capabilities}); it decides how a Bloom
 * filter is kept. What Redis has no command for is a script that comes along in the same transaction.
 *
 * <p>On a Cluster nothing is atomic beyond a slot. {@link io.rowcast.redis.ClusterSession} keeps the promises by two notions:
 *
 * <ul>
 *   <li>The <em>mark</em> of a lane in a slot ({@link io.rowcast.redis.SlotMarks}): all commands of the lane on the slot, of
 *       records below it, are applied. The commands that a batch has for a slot are one call of a script, which applies them
 *       only if the mark is the one that the session knows, and moves it: so each takes effect once, in order, whatever is
 *       replayed and whoever comes late. What failed is stored beside the mark, for the one who replays it.
 *   <li>The <em>checkpoint</em> of a lane on a master ({@link io.rowcast.redis.Checkpoint}): all commands of the lane on the
 *       slots of that master, of records below it, are applied. It lies on that master, so that it is lost together with
 *       what it speaks of, and is stored about once a second, which takes its owner. A lane goes on at the least of its
 *       checkpoints, and what is replayed from there up to a mark is skipped.
 * </ul>
 *
 * <p>A slot that a session has not met is looked at first, and behind it, on the same connection, the checkpoint that speaks
 * for it: a master that was emptied a moment ago has none. A slot of which no checkpoint speaks any more sends the lane back
 * to the beginning of its topic. When a connection ends, a slot has moved, or a mark or a checkpoint is not as expected, the
 * session ends; the next one begins with the masters and checkpoints that are there then.
 *
 * <p>A table that begins anew is swept slot by slot by the same script. Where several lanes meet at that, each master has a
 * copy of their notes, and the marks of the lane that sweeps pass the announcement in all slots before the others go on: a
 * master that goes back to before then sends every lane back to the announcement, and one that does not is not swept twice.
 *
 * <p>Enters: {@link io.rowcast.redis.Batch}es. Leaves: {@link io.rowcast.redis.ExecReply}s. The only package that knows
 * Lettuce; it knows nothing of Kafka, MySQL or mappings.
 */
@NullMarked
package io.rowcast.redis;

import org.jspecify.annotations.NullMarked;
