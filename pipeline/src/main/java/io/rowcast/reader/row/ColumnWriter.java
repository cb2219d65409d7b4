package io.rowcast.reader.row;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes one value of one kind, which is not null, as JSON. */
@FunctionalInterface
interface ColumnWriter {
    void write(JsonGenerator out, Object value) throws IOException;
}
