package io.rowcast.reader.row;

import java.util.HexFormat;

/** Quotes a string as MySQL does when it shows JSON. */
final class JsonQuote {
    private static final HexFormat HEX = HexFormat.of();

    private JsonQuote() {}

    static void append(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            escaped(text, value.charAt(i));
        }
        text.append('"');
    }

    private static void escaped(StringBuilder text, char c) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\b' -> text.append("\\b");
            case '\f' -> text.append("\\f");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (c < ' ') {
                    text.append("\\u").append(HEX.toHexDigits(c));
                } else {
                    text.append(c);
                }
            }
        }
    }
}
