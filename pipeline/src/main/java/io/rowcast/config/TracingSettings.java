package io.rowcast.config;

import java.net.URI;
import java.util.Optional;

/**
 * The traces of single changes.
 *
 * @param endpoint of the collector that they go to, by OTLP over HTTP; empty for no traces
 * @param ratio share of the changes that are traced, from 0 to 1
 */
public record TracingSettings(Optional<URI> endpoint, double ratio) {
    public static final TracingSettings NONE = new TracingSettings(Optional.empty(), 0.001);
}
