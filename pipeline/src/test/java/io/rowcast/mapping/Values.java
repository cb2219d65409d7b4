package io.rowcast.mapping;

import io.rowcast.model.ColumnType;
import io.rowcast.model.JsonText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/** Random values as rows have them, unpleasant ones among them. */
final class Values {
    private static final String LETTERS = "ab:-7.{}x é/*";

    private Values() {}

    static Object random(ColumnType type, Random random) {
        return switch (type) {
            case INTEGER -> integer(random);
            case UNSIGNED -> unsigned(random);
            case DECIMAL ->
                BigDecimal.valueOf(random.nextInt(2_000) - 1_000L, random.nextInt(4))
                        .toPlainString();
            case FLOATING -> random.nextInt(4) == 0 ? (double) random.nextInt(50) : random.nextGaussian() * 1e9;
            case TEXT -> text(random);
            case BINARY -> Base64.getEncoder().encodeToString(text(random).getBytes(StandardCharsets.UTF_8));
            case DATE -> date(random);
            case TIME -> (random.nextBoolean() ? "-" : "") + two(random) + random.nextInt(10) + ":" + time(random);
            case DATETIME -> date(random) + "T" + two(random) + ":" + time(random);
            case TIMESTAMP -> date(random) + "T" + two(random) + ":" + time(random) + "Z";
            case JSON, OTHER -> new JsonText("\"" + text(random) + "\"");
        };
    }

    private static Object integer(Random random) {
        return random.nextBoolean() ? random.nextLong() : Long.valueOf(random.nextInt(20) - 10);
    }

    private static Object unsigned(Random random) {
        return random.nextBoolean()
                ? BigInteger.ONE
                        .shiftLeft(63)
                        .add(BigInteger.valueOf(random.nextInt()).abs())
                : (Object) (random.nextLong() >>> 1);
    }

    static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private static String date(Random random) {
        return "20" + two(random) + "-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(10);
    }

    private static String time(Random random) {
        return two(random) + ":" + two(random) + (random.nextBoolean() ? "." + random.nextInt(1_000) : "");
    }

    private static String two(Random random) {
        return "" + random.nextInt(6) + random.nextInt(10);
    }
}
