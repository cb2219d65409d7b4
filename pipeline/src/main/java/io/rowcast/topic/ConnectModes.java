package io.rowcast.topic;

import org.jspecify.annotations.Nullable;

/**
 * What the connector was told about the form of values, as far as the user says: JSON without schemas does not tell.
 * {@code null} where nothing is said; that matters only when it makes a difference.
 *
 * @param times {@code time.precision.mode}
 * @param decimals {@code decimal.handling.mode}
 * @param binaries {@code binary.handling.mode}
 */
public record ConnectModes(
        @Nullable Times times,
        @Nullable Decimals decimals,
        @Nullable Binaries binaries) {

    public enum Times {
        ADAPTIVE,
        ADAPTIVE_TIME_MICROSECONDS,
        CONNECT,
        ISOSTRING,
        MICROSECONDS,
        NANOSECONDS
    }

    public enum Decimals {
        PRECISE,
        STRING,
        DOUBLE
    }

    public enum Binaries {
        BYTES,
        BASE64,
        BASE64_URL_SAFE,
        HEX
    }
}
