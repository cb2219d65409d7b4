package io.rowcast.mapping;

import static io.rowcast.mapping.FunctionType.BOOL;
import static io.rowcast.mapping.FunctionType.BYTES;
import static io.rowcast.mapping.FunctionType.INT;
import static io.rowcast.mapping.FunctionType.STRING;

import com.google.common.hash.Hashing;
import com.google.errorprone.annotations.Immutable;
import dev.cel.common.values.CelByteString;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Hashes, and bytes as text: base64, hexadecimal, UUIDs, parts of URLs. The bytes of a text are UTF-8. */
final class CodingFunctions {

    /** A function of bytes. */
    @Immutable
    @FunctionalInterface
    private interface OfBytes {
        Object apply(byte[] bytes);
    }

    private CodingFunctions() {}

    @SuppressWarnings("deprecation") // MD5 and SHA-1, for those who must meet what others have computed
    static FunctionLibrary library() {
        FunctionLibrary library = new FunctionLibrary();
        add(library, "hash.md5", STRING, bytes -> Hashing.md5().hashBytes(bytes).toString());
        add(
                library,
                "hash.sha1",
                STRING,
                bytes -> Hashing.sha1().hashBytes(bytes).toString());
        add(
                library,
                "hash.sha256",
                STRING,
                bytes -> Hashing.sha256().hashBytes(bytes).toString());
        add(
                library,
                "hash.crc32",
                INT,
                bytes -> Hashing.crc32().hashBytes(bytes).padToLong());
        add(
                library,
                "hash.murmur3",
                INT,
                bytes -> Hashing.murmur3_32_fixed().hashBytes(bytes).padToLong());
        add(library, "base64.encode", STRING, bytes -> Base64.getEncoder().encodeToString(bytes));
        add(library, "hex.encode", STRING, bytes -> HexFormat.of().formatHex(bytes));
        return library.function("base64.decode", BYTES, List.of(STRING), a -> CelByteString.of(base64(a[0])))
                .function("hex.decode", BYTES, List.of(STRING), a -> CelByteString.of(hex((String) a[0])))
                .function("uuid.text", STRING, List.of(STRING), a -> Uuids.text(base64(a[0]), false))
                .function("uuid.text", STRING, List.of(STRING, BOOL), a -> Uuids.text(base64(a[0]), (Boolean) a[1]))
                .function("url.encode", STRING, List.of(STRING), a -> UrlText.encode((String) a[0]))
                .function("url.decode", STRING, List.of(STRING), a -> UrlText.decode((String) a[0]));
    }

    /** The function of a text and of bytes. */
    private static void add(FunctionLibrary library, String name, FunctionType result, OfBytes body) {
        library.function(
                        name,
                        result,
                        List.of(STRING),
                        a -> body.apply(((String) a[0]).getBytes(StandardCharsets.UTF_8)))
                .function(name, result, List.of(BYTES), a -> body.apply(((CelByteString) a[0]).toByteArray()));
    }

    private static byte[] base64(Object text) {
        try {
            return Base64.getDecoder().decode((String) text);
        } catch (IllegalArgumentException e) {
            throw new FunctionFailure("expected base64, as BINARY and BLOB columns have it");
        }
    }

    private static byte[] hex(String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw new FunctionFailure("expected pairs of hexadecimal digits");
        }
    }
}
