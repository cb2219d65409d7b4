package io.rowcast.reader;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.internal.FileLogInputStream.FileChannelRecordBatch;
import org.apache.kafka.common.record.internal.FileRecords;

/** The log of a broker that is stopped, as a killed broker or a bad disk could have left it. */
record BrokerLog(Path data) {

    /**
     * Cuts off the last mark of a transaction's end, and what follows it.
     *
     * @return how many bytes that were
     */
    int cutLastEnd(TopicPartition partition) {
        int cut = 0;
        try (FileRecords records = FileRecords.open(segment(partition))) {
            int end = -1;
            for (FileChannelRecordBatch batch : records.batches()) {
                if (batch.isControlBatch()) {
                    end = batch.position();
                }
            }
            if (end < 0) {
                throw new IllegalStateException("no transaction ended in " + partition);
            }
            cut = records.truncateTo(end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        forget(partition);
        return cut;
    }

    private File segment(TopicPartition partition) {
        List<Path> segments = files(data.resolve(partition.toString()), ".log");
        return segments.get(segments.size() - 1).toFile();
    }

    /** What the broker would know without looking at the log. */
    private void forget(TopicPartition partition) {
        Path folder = data.resolve(partition.toString());
        for (String ending : List.of("index", ".snapshot")) {
            files(folder, ending).forEach(BrokerLog::delete);
        }
        delete(data.resolve(".kafka_cleanshutdown"));
        delete(data.resolve("recovery-point-offset-checkpoint"));
    }

    private static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
