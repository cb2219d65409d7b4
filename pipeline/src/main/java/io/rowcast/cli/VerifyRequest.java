package io.rowcast.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What is to be compared.
 *
 * @param table {@code database.table}; empty for all that are mapped
 * @param share of the places of each table, above 0 and up to 1
 * @param rate places looked at in a second; 0 for as many as Redis answers
 * @param repair whether what differs is put right
 * @param report the file that the report so far is written to after each table; empty for none
 * @param resume whether tables that are compared in that file are taken as they are in it
 * @param patience how long reader and writer may take to come to where MySQL was read
 */
public record VerifyRequest(
        Optional<String> table,
        double share,
        int rate,
        boolean repair,
        Optional<Path> report,
        boolean resume,
        Duration patience) {

    /** Who is told how far it is. */
    @FunctionalInterface
    public interface Watcher {

        /** @param all how many there are; 0 when nobody knows */
        void at(String stage, long done, long all);
    }
}
