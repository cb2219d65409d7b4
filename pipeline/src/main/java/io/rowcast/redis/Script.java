package io.rowcast.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A Lua script; a transaction loads it before it calls it. */
final class Script {
    private final byte[] text;
    private final byte[] sha1;

    Script(String text) {
        this.text = text.getBytes(StandardCharsets.UTF_8);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(this.text);
            this.sha1 = HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** As it was written. */
    String source() {
        return Wire.text(text);
    }

    byte[] text() {
        return text;
    }

    /** What EVALSHA calls the script by. */
    byte[] sha1() {
        return sha1;
    }
}
