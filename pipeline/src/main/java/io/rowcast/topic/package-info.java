/**
 * The shape of what lies in Kafka: names of topics, which partition a key goes to, the envelope of a change as it is
 * read back, the records that announce a reset or a finished snapshot, and the broker that is part of the process when
 * no other is given.
 *
 * <p>Enters: bytes of Kafka records. Leaves: {@link io.rowcast.model.Change}s. It knows nothing of MySQL or Redis.
 */
@NullMarked
package io.rowcast.topic;

import org.jspecify.annotations.NullMarked;
