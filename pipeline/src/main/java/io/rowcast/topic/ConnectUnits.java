package io.rowcast.topic;

import io.rowcast.model.ColumnType;
import java.util.Map;

/** What the connector's numbers for TIME and DATETIME count: how many of them make a second, 0 for none known. */
final class ConnectUnits {
    private static final long MILLIS = 1_000;
    private static final long MICROS = 1_000_000;
    private static final long NANOS = 1_000_000_000;
    private static final int MILLI_DIGITS = 3;

    private static final Map<String, Long> NAMED = Map.of(
            "io.debezium.time.Time", MILLIS,
            "io.debezium.time.MicroTime", MICROS,
            "io.debezium.time.NanoTime", NANOS,
            "io.debezium.time.Timestamp", MILLIS,
            "io.debezium.time.MicroTimestamp", MICROS,
            "io.debezium.time.NanoTimestamp", NANOS,
            "org.apache.kafka.connect.data.Time", MILLIS,
            "org.apache.kafka.connect.data.Timestamp", MILLIS);

    private ConnectUnits() {}

    static long named(String schema) {
        return NAMED.getOrDefault(schema, 0L);
    }

    static long declared(ConnectModes.Times mode, ColumnType type, int digits) {
        return switch (mode) {
            case ADAPTIVE -> adaptive(digits);
            case ADAPTIVE_TIME_MICROSECONDS -> type == ColumnType.TIME ? MICROS : adaptive(digits);
            case MICROSECONDS -> MICROS;
            case NANOSECONDS -> NANOS;
            case CONNECT -> MILLIS;
            case ISOSTRING -> 0;
        };
    }

    private static long adaptive(int digits) {
        return digits <= MILLI_DIGITS ? MILLIS : MICROS;
    }

    /** Whether a number of these can hold all that a column of so many fraction digits can. */
    static boolean carry(long units, int digits) {
        return units > MILLIS || digits <= MILLI_DIGITS;
    }
}
