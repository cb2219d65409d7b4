package io.rowcast.writer;

import io.rowcast.mapping.Mapping;
import io.rowcast.topic.EnvelopeDecoder;

/** A table as it was for a while: how the records of that time are read, and what becomes of them. */
record MappedVersion(Mapping mapping, EnvelopeDecoder decoder) {

    MappedVersion(Mapping mapping) {
        this(mapping, new EnvelopeDecoder(mapping.schema()));
    }
}
