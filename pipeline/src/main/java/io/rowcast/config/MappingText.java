package io.rowcast.config;

/**
 * A mapping file as text.
 *
 * @param file as messages name it
 */
public record MappingText(String file, String text) {}
