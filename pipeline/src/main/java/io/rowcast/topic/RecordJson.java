package io.rowcast.topic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;

/** How records are read as JSON: with values as long as Kafka takes them. Jackson by itself refuses a text of 20 MB. */
public final class RecordJson {
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private RecordJson() {}
}
