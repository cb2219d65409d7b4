package io.rowcast.config;

/** The content of one mapping file, under the name the user knows the file by. */
public record MappingText(String file, String text) {}
