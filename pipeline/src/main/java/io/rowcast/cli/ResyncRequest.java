package io.rowcast.cli;

import java.time.Duration;
import java.util.Optional;

/**
 * What is to be brought to what MySQL says.
 *
 * @param table {@code database.table}
 * @param where a condition in SQL; empty for all rows
 * @param key columns of one row with their values, {@code id=42}; empty when no row is named
 * @param rate places looked at in a second; 0 for as many as Redis answers
 * @param patience how long reader and writer may take to come to where MySQL was read
 */
public record ResyncRequest(String table, Optional<String> where, Optional<String> key, int rate, Duration patience) {}
