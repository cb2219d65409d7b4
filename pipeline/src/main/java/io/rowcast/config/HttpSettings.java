package io.rowcast.config;

/**
 * Where metrics, health and status are served.
 *
 * @param bind address to listen on
 * @param port 0 = any free one
 */
public record HttpSettings(String bind, int port) {}
