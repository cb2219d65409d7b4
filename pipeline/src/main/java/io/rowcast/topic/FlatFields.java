package io.rowcast.topic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;

/** What {@code ExtractNewRecordState} adds to a row. */
final class FlatFields implements ConnectRows.Extra {
    private boolean deleted;
    private Instant committed;

    FlatFields(Instant stored) {
        this.committed = stored;
    }

    @Override
    public void read(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "__deleted" -> deleted = parser.getText().equals("true");
            case "__source_ts_ms" -> committed = Instant.ofEpochMilli(parser.getValueAsLong());
            case "before", "after" -> refuseEnvelope(parser);
            default -> {
                // another column, or metadata that nobody needs
            }
        }
    }

    private static void refuseEnvelope(JsonParser parser) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            throw new AmbiguousValueException(
                    "found a change envelope; expected a flat row, as source.format: debezium-flat says");
        }
    }

    boolean deleted() {
        return deleted;
    }

    Instant committed() {
        return committed;
    }
}
