package io.rowcast.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Texts as parts of URLs: all but letters, digits and {@code -._~} as {@code %XX} of their UTF-8 bytes (RFC 3986). */
final class UrlText {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private UrlText() {}

    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) b;
            if (c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    static String decode(String text) {
        byte[] given = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(given.length);
        for (int i = 0; i < given.length; i++) {
            if (given[i] == '%') {
                bytes.put(escaped(given, i + 1));
                i += 2;
            } else {
                bytes.put(given[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new FunctionFailure("expected UTF-8 behind the %");
        }
    }

    private static byte escaped(byte[] text, int at) {
        if (at + 1 < text.length && HexFormat.isHexDigit(text[at]) && HexFormat.isHexDigit(text[at + 1])) {
            return (byte) (HexFormat.fromHexDigit(text[at]) << 4 | HexFormat.fromHexDigit(text[at + 1]));
        }
        throw new FunctionFailure("expected two hexadecimal digits behind each %");
    }
}
