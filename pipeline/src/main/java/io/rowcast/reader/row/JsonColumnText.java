package io.rowcast.reader.row;

import java.io.IOException;

/**
 * A JSON column as compact text, the same whether it came from the snapshot (MySQL's own text, with blanks) or from the
 * binlog (MySQL's binary form): numbers as MySQL writes them, nothing between tokens.
 */
final class JsonColumnText {

    private JsonColumnText() {}

    static String of(Object value) {
        if (value instanceof byte[] binary) {
            return fromBinary(binary);
        }
        if (value instanceof String text) {
            return compact(text);
        }
        throw UnconvertibleValueException.unexpected("JSON", value);
    }

    /** MySQL stores nothing at all for a JSON value that an error of its own made empty; it reads that as null. */
    private static String fromBinary(byte[] binary) {
        if (binary.length == 0) {
            return "null";
        }
        JsonText text = new JsonText();
        try {
            new BinaryJson(binary).parse(text);
        } catch (IOException e) {
            throw new UnconvertibleValueException("MySQL's binary JSON could not be read: " + e.getMessage());
        }
        return text.toString();
    }

    /** Takes the blanks out that stand between tokens. */
    static String compact(String json) {
        StringBuilder text = new StringBuilder(json.length());
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (quoted && c == '\\') {
                text.append(c).append(json.charAt(++i));
                continue;
            }
            quoted ^= c == '"';
            if (quoted || c > ' ') {
                text.append(c);
            }
        }
        return text.toString();
    }
}
