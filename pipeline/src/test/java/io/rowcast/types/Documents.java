package io.rowcast.types;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random JSON documents and shapes, as SQL. */
final class Documents {
    private static final Function<Random, String> SCALAR = Literals.oneOf(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "9223372036854775807",
            "-9223372036854775808",
            "18446744073709551615",
            "18446744073709551616",
            "1.5",
            "-0.0",
            "1e-7",
            "1e15",
            "1e16",
            "1e100",
            "5e-324",
            "0.1",
            "12345678.125",
            "\"\"",
            "\"x\"",
            "\"Zoë 🎉\"",
            "\"q \\\"z\\\" \\\\ \\n \\u0001\"",
            "\"2026-01-01\"",
            "\"\\u2028\"",
            "32768",
            "65536",
            "2147483648",
            "-32769");

    /** Values that JSON has no type for; MySQL stores them in its own way. */
    private static final Function<Random, String> TYPED = Literals.oneOf(
            "CAST('2026-01-31' AS DATE)",
            "CAST('-838:59:59.999999' AS TIME(6))",
            "CAST('-01:02:03.5' AS TIME(3))",
            "CAST('9999-12-31 23:59:59.999999' AS DATETIME(6))",
            "CAST(1.10 AS DECIMAL(10,2))",
            "CAST('-99999999999999999999.000000001' AS DECIMAL(65,9))",
            "x'00ff'",
            "CAST(-0e0 AS DOUBLE)",
            "b'101'",
            "CAST('2001' AS YEAR)",
            "CAST('1000-01-01' AS DATE)",
            "123456789.123456789",
            "1e300");

    private static final Function<Random, String> PATH =
            Literals.oneOf("'$.a'", "'$.b'", "'$.a.b'", "'$.list[0]'", "'$.list[1]'", "'$.\"ü x\"'", "'$[0]'");

    private Documents() {}

    static Function<Random, String> json() {
        return random -> random.nextInt(4) == 0
                ? "JSON_OBJECT('a', " + TYPED.apply(random) + ", 'list', JSON_ARRAY(" + TYPED.apply(random)
                        + ", 1), 'b', " + TYPED.apply(random) + ")"
                : "CAST(_utf8mb4 x'"
                        + HexFormat.of().formatHex(document(random, 3).getBytes(StandardCharsets.UTF_8)) + "' AS JSON)";
    }

    private static String document(Random random, int depth) {
        int kind = depth == 0 ? 2 : random.nextInt(3);
        int size = random.nextInt(50) == 0 ? 2_000 : random.nextInt(5);
        return switch (kind) {
            case 0 ->
                IntStream.range(0, size)
                        .mapToObj(i -> "\"" + (i == 0 ? "a" : i == 1 ? "list" : i == 2 ? "ü x" : "k" + i) + "\":"
                                + document(random, size > 10 ? 0 : depth - 1))
                        .collect(Collectors.joining(",", "{", "}"));
            case 1 ->
                IntStream.range(0, size)
                        .mapToObj(i -> document(random, size > 10 ? 0 : depth - 1))
                        .collect(Collectors.joining(",", "[", "]"));
            default -> SCALAR.apply(random);
        };
    }

    /** A change of a part of what the column holds. */
    static String part(String column, Random random) {
        String path = PATH.apply(random);
        return switch (random.nextInt(4)) {
            case 0 -> "JSON_REMOVE(" + column + ", " + (path.equals("'$'") ? "'$.a'" : path) + ")";
            case 1 -> "JSON_REPLACE(" + column + ", " + path + ", " + TYPED.apply(random) + ")";
            case 2 -> "JSON_ARRAY_APPEND(" + column + ", '$.list', " + TYPED.apply(random) + ")";
            default -> "JSON_SET(" + column + ", " + path + ", " + json().apply(random) + ")";
        };
    }

    /** A shape of one kind; {@code %s} stands for positions. */
    static Function<Random, String> shape(String... texts) {
        return random -> {
            String shape = texts[random.nextInt(texts.length)];
            StringBuilder text = new StringBuilder();
            for (char c : shape.toCharArray()) {
                text.append(c == '@' ? coordinate(random) + " " + coordinate(random) : String.valueOf(c));
            }
            String srid = random.nextInt(3) == 0 ? ", 4326" : "";
            return "ST_GeomFromText('" + text + "'" + srid + ")";
        };
    }

    private static String coordinate(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Integer.toString(random.nextInt(90));
            case 1 -> "-0.0";
            case 2 -> "1e-7";
            default -> Double.toString(random.nextDouble() * 180 - 90);
        };
    }
}
