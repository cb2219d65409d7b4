/**
 * The shape of what lies in Kafka: names of topics, which partition a key goes to, the envelope of a change as it is
 * read back, the records that announce a reset or a finished snapshot, and the broker that is part of the process when
 * no other is given.
 *
 * <p>Keys are compared by their text. To MySQL 'a' and 'A' can be the same key: an UPDATE from one to the other comes as
 * a delete of 'a' and an insert of 'A', which may lie in two partitions and be applied in either order. That is right
 * for outputs that may be spread over partitions: what they write contains the key's text, so the two rows write
 * different keys, fields or members of Redis; and all records of 'a' stay in one partition, in order.
 *
 * <p>Enters: bytes of Kafka records. Leaves: {@link io.rowcast.model.Change}s. It knows nothing of MySQL or Redis.
 */
@NullMarked
package io.rowcast.topic;

import org.jspecify.annotations.NullMarked;
