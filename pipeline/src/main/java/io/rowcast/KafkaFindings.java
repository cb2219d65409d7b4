package io.rowcast;

import io.rowcast.config.KafkaSettings;
import io.rowcast.config.Problem;
import io.rowcast.mapping.Mapping;
import io.rowcast.reader.KafkaPreflight;
import java.util.List;
import java.util.Map;

/**
 * How Kafka is set up for our reader.
 *
 * @param problems that keep it from working
 * @param advice what is worth a thought
 */
record KafkaFindings(List<Problem> problems, List<String> advice) {

    /** Nothing where Kafka does not answer: who needs it says so. */
    static KafkaFindings of(
            String pipeline, KafkaSettings.External settings, Map<String, Object> kafka, List<Mapping> mappings) {
        KafkaPreflight preflight = new KafkaPreflight(pipeline, kafka, settings.replication());
        return preflight.look(mappings.stream().map(Mapping::table).toList())
                ? new KafkaFindings(
                        preflight.problems(),
                        preflight.advice().stream().map(Problem::toString).toList())
                : new KafkaFindings(List.of(), List.of());
    }
}
