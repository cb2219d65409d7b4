package io.rowcast.types;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Random values as SQL literals. */
final class Literals {
    private static final HexFormat HEX = HexFormat.of();
    /** Characters that have gone wrong somewhere before. */
    private static final List<String> PIECES = List.of(
            "a",
            "Z",
            "0",
            " ",
            "'",
            "\"",
            "\\",
            "\\n",
            "\n",
            "\r",
            "\t",
            "\0",
            "\u0001",
            "\u001b",
            "\u007f",
            "\u0085",
            "%",
            "_",
            "`",
            "{",
            "}",
            ",",
            "é",
            "ß",
            "İ",
            "€",
            "\u0081",
            "\u201d",
            "¥",
            "‾",
            "〜",
            "～",
            "中文",
            "表",
            "ソ",
            "한",
            "ไทย",
            "שלום",
            "\u202e",
            "\u200d",
            "\ufeff",
            "🎉",
            "👩‍👩‍👧",
            "𝕏",
            "e\u0301");

    private Literals() {}

    static Function<Random, String> oneOf(String... literals) {
        return random -> literals[random.nextInt(literals.length)];
    }

    /** A boundary, or a value of the other kind. */
    static Function<Random, String> either(Function<Random, String> boundary, Function<Random, String> other) {
        return random -> (random.nextInt(3) == 0 ? boundary : other).apply(random);
    }

    static Function<Random, String> signed(int bits) {
        BigInteger limit = BigInteger.ONE.shiftLeft(bits - 1);
        return either(
                oneOf(limit.negate().toString(), limit.subtract(BigInteger.ONE).toString(), "0", "-1", "1"),
                random -> new BigInteger(random.nextInt(bits) + 1, random)
                        .subtract(limit)
                        .max(limit.negate())
                        .toString());
    }

    static Function<Random, String> unsigned(int bits) {
        BigInteger limit = BigInteger.ONE.shiftLeft(bits);
        return either(
                oneOf(
                        "0",
                        "1",
                        limit.subtract(BigInteger.ONE).toString(),
                        limit.shiftRight(1).toString()),
                random -> new BigInteger(random.nextInt(bits) + 1, random).toString());
    }

    static Function<Random, String> bit(int bits) {
        return random -> unsigned(bits).apply(random) + " + 0";
    }

    static Function<Random, String> decimal(int precision, int scale, boolean signed) {
        return random -> {
            int whole = random.nextInt(precision - scale + 1);
            int fraction = random.nextInt(scale + 1);
            String number = "0" + digits(random, whole) + (fraction == 0 ? "" : "." + digits(random, fraction));
            return signed && random.nextBoolean() ? "-" + number : number;
        };
    }

    private static String digits(Random random, int count) {
        String nines = random.nextInt(4) == 0 ? "9" : null;
        return IntStream.range(0, count)
                .mapToObj(i -> nines == null ? Integer.toString(random.nextInt(10)) : nines)
                .collect(Collectors.joining());
    }

    static Function<Random, String> single() {
        return either(
                oneOf(
                        "0",
                        "-0e0",
                        "3.4028234e38",
                        "-3.4028234e38",
                        "1.1754944e-38",
                        "1e-44",
                        "16777217",
                        "0.1",
                        "1e10"),
                random -> {
                    float number = Float.intBitsToFloat(random.nextInt());
                    return Float.isFinite(number) ? Double.toString(number) : "1.5e0";
                });
    }

    static Function<Random, String> doubles() {
        return either(
                oneOf(
                        "0",
                        "-0e0",
                        "1.7976931348623157e308",
                        "-2.2250738585072014e-308",
                        "0.1",
                        "1e15",
                        "1e16",
                        "123456789012345680",
                        "9007199254740993",
                        "5e-324",
                        "2e-3"),
                random -> {
                    double number = Double.longBitsToDouble(random.nextLong());
                    return Double.isFinite(number) ? Double.toString(number) : "1.5e0";
                });
    }

    static Function<Random, String> small() {
        return random -> Double.toString(random.nextInt(2_000_000) / 1000.0 - 1000);
    }

    static Function<Random, String> date() {
        return either(
                oneOf(
                        "'0000-00-00'",
                        "'2026-00-00'",
                        "'2026-05-00'",
                        "'0000-01-01'",
                        "'1000-01-01'",
                        "'9999-12-31'",
                        "'2024-02-29'",
                        "'2026-02-31'",
                        "'0001-01-01'"),
                random -> "'" + day(random, random.nextInt(10_000)) + "'");
    }

    private static String day(Random random, int year) {
        return "%04d-%02d-%02d".formatted(year, 1 + random.nextInt(12), 1 + random.nextInt(28));
    }

    private static String clock(Random random, int hours, int digits) {
        return "%02d:%02d:%02d%s"
                .formatted(
                        random.nextInt(hours),
                        random.nextInt(60),
                        random.nextInt(60),
                        digits == 0 ? "" : "." + digits(random, digits));
    }

    static Function<Random, String> time(int digits) {
        return either(
                oneOf(
                        "'00:00:00'",
                        "'838:59:59'",
                        "'-838:59:59'",
                        "'-00:00:00.000001'",
                        "'-00:00:00.9'",
                        "'24:00:00'",
                        "'-01:00:00.5'",
                        "'838:59:58.999999'"),
                random -> "'" + (random.nextBoolean() ? "-" : "") + clock(random, 838, digits) + "'");
    }

    static Function<Random, String> dateTime(int digits) {
        return either(
                oneOf(
                        "'0000-00-00 00:00:00'",
                        "'2026-00-00 12:00:00'",
                        "'2026-12-00 00:00:01'",
                        "'1000-01-01 00:00:00'",
                        "'9999-12-31 23:59:59'",
                        "'2026-03-29 02:30:00'",
                        "'2026-02-31 00:00:00'",
                        "'1969-12-31 23:59:59.999'"),
                random -> "'" + day(random, random.nextInt(10_000)) + " " + clock(random, 24, digits) + "'");
    }

    /** From 1970-01-01 00:00:01 to 2038-01-19 03:14:07.999999 in UTC. */
    static Function<Random, String> timestamp(int digits) {
        return either(
                oneOf(
                        "'0000-00-00 00:00:00'",
                        "'1970-01-01 00:00:01'",
                        "'2038-01-19 03:14:07.999999'",
                        "'2026-03-29 01:30:00'",
                        "'2026-10-25 00:30:00.5'",
                        "'1970-01-01 00:00:01.000001'"),
                random -> "'" + day(random, 1971 + random.nextInt(67)) + " " + clock(random, 24, digits) + "'");
    }

    static Function<Random, String> text(int most) {
        return random -> {
            int pieces = random.nextInt(5) == 0 ? 0 : random.nextInt(most / 5 + 1);
            String text = Stream.generate(() -> PIECES.get(random.nextInt(PIECES.size())))
                    .limit(pieces)
                    .collect(Collectors.joining());
            return "_utf8mb4 x'" + HEX.formatHex(text.getBytes(StandardCharsets.UTF_8)) + "'";
        };
    }

    /** Any bytes, taken as characters of a set in which each byte is one. */
    static Function<Random, String> bytesIn(String characterSet, int most) {
        return random -> "CONVERT(" + bytes(most).apply(random) + " USING " + characterSet + ")";
    }

    static Function<Random, String> bytes(int most) {
        return random -> {
            byte[] bytes = new byte[random.nextInt(most + 1)];
            random.nextBytes(bytes);
            if (random.nextInt(3) == 0 && bytes.length > 0) {
                bytes[bytes.length - 1] = 0;
            }
            return "x'" + HEX.formatHex(bytes) + "'";
        };
    }

    /** Some of the options of a SET, or none. */
    static Function<Random, String> setOf(String... options) {
        return random ->
                Stream.of(options).filter(option -> random.nextInt(3) == 0).collect(Collectors.joining(",", "'", "'"));
    }

    static Function<Random, String> vector(int dimensions) {
        return random -> IntStream.range(0, dimensions)
                .mapToObj(i -> Float.toString((float) (random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4))))
                .collect(Collectors.joining(",", "STRING_TO_VECTOR('[", "]')"));
    }
}
