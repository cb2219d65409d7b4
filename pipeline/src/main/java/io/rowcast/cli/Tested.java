package io.rowcast.cli;

import java.util.List;

/** How the cases of mappings went. */
public record Tested(List<Suite> suites) {

    /** A file of cases. */
    public record Suite(String file, List<Outcome> cases) {}

    /**
     * One case.
     *
     * @param differences what is other than expected, for a person; empty when nothing is
     */
    public record Outcome(String name, List<String> differences) {

        boolean failed() {
            return !differences.isEmpty();
        }
    }

    long failed() {
        return suites.stream()
                .flatMap(suite -> suite.cases().stream())
                .filter(Outcome::failed)
                .count();
    }

    /** For a person: a line for each case, what differs below those that failed, then a line with the sums. */
    String report() {
        StringBuilder text = new StringBuilder();
        for (Suite suite : suites) {
            text.append("%s%n".formatted(suite.file()));
            for (Outcome outcome : suite.cases()) {
                text.append("  %s  %s%n".formatted(outcome.failed() ? "FAIL" : "ok  ", outcome.name()));
                outcome.differences().forEach(line -> text.append("          %s%n".formatted(line)));
            }
        }
        int cases = suites.stream().mapToInt(suite -> suite.cases().size()).sum();
        return text.append("%s in %s: %s"
                        .formatted(
                                Count.of(cases, "case"),
                                Count.of(suites.size(), "file"),
                                failed() == 0 ? "all as expected" : failed() + " failed"))
                .toString();
    }
}
