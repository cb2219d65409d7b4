package io.rowcast.reader.kafka;

import java.time.Duration;

/**
 * The right to be the one reader at work. It keeps readers from taking over from each other in turn; that two never write at
 * the same time is left to Kafka, which fences whoever had the transactional id before.
 *
 * <p>For the thread of the supervisor, but for {@link #held} and {@link #isOther}.
 */
public interface Lease extends AutoCloseable {

    /**
     * Asks for it, and waits at most so long; whether it is held.
     *
     * @throws org.apache.kafka.common.KafkaException what Kafka answered; the next call asks again
     */
    boolean await(Duration limit);

    /** Whether it is held now. */
    boolean held();

    /** Whether another reader has it, for all that is known. */
    boolean isOther();

    /** Lets another reader have it. */
    void giveUp();

    @Override
    void close();

    /** That of a reader to which there can be no other. */
    static Lease undisputed() {
        return new Lease() {
            @Override
            public boolean await(Duration limit) {
                return true;
            }

            @Override
            public boolean held() {
                return true;
            }

            @Override
            public boolean isOther() {
                return false;
            }

            @Override
            public void giveUp() {
                // nobody else asks for it
            }

            @Override
            public void close() {
                // nothing was opened
            }
        };
    }
}
