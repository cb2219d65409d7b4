package io.rowcast.topic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.rowcast.model.Change;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A change as it lies in a topic.
 *
 * @param partition of the topic
 * @param gtid of its transaction, {@code null} where there is none
 * @param file the binlog that it was in
 * @param position where in the file
 */
public record WindowRecord(
        int partition, Change change, @Nullable String gtid, String file, long position) {

    /** @throws UndecodableException when the envelope has no {@code source} */
    static WindowRecord of(int partition, Change change, byte[] envelope) throws UndecodableException {
        try (JsonParser parser = RecordJson.FACTORY.createParser(envelope)) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                if (name.equals("source")) {
                    return at(partition, change, parser);
                }
                parser.skipChildren();
            }
        } catch (IOException e) {
            throw new UndecodableException("expected JSON: " + e.getClass().getSimpleName(), e);
        }
        throw new UndecodableException("expected the field source, found none");
    }

    private static WindowRecord at(int partition, Change change, JsonParser parser) throws IOException {
        String gtid = null;
        String file = "";
        long position = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "gtid" -> gtid = value == JsonToken.VALUE_NULL ? null : parser.getText();
                case "file" -> file = parser.getText();
                case "pos" -> position = parser.getLongValue();
                default -> parser.skipChildren();
            }
        }
        return new WindowRecord(partition, change, gtid, file, position);
    }
}
