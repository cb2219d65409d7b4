package io.rowcast.writer;

import io.rowcast.model.Change;
import io.rowcast.topic.UndecodableException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Says what the records of one version of a table mean. */
interface Intake {

    /**
     * What a record says, {@code null} when it says nothing of its own. Remembers nothing.
     *
     * @throws UndecodableException when that can never be told
     */
    @Nullable
    Change look(ConsumerRecord<byte[], byte[]> record) throws UndecodableException;

    /**
     * What is to be done for the next record of a lane; {@code null} when nothing is. Other than {@link #look}, it knows
     * what the lane has seen before.
     *
     * @throws UndecodableException when that can never be told
     * @throws TableStoppedException when it can be told after a person has changed something
     */
    @Nullable
    Step take(Lane lane, ConsumerRecord<byte[], byte[]> record) throws UndecodableException, TableStoppedException;

    /** A change of a row to apply, or an announcement to wait at. */
    sealed interface Step permits Step.Apply, Step.Wait {

        /** Of a row. */
        record Apply(Change change) implements Step {}

        /** Of the table as a whole. */
        record Wait(Barrier barrier) implements Step {}
    }
}
