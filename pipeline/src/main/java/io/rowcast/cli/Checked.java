package io.rowcast.cli;

import java.util.List;

/**
 * What a check of settings, mappings and servers found in order.
 *
 * @param advice what is allowed and yet worth a thought, one line each
 */
public record Checked(List<Table> tables, List<String> advice) {

    /**
     * A captured table.
     *
     * @param name as MySQL names it
     * @param outputs what it writes in Redis, one line each
     * @param topic the Kafka topic of its changes
     * @param partitionRule how many partitions that topic has, and why
     */
    public record Table(String name, List<String> outputs, String topic, String partitionRule) {}

    /** For a person: each table with its outputs, then a line with the sums. */
    String report(String file) {
        StringBuilder text = new StringBuilder();
        for (Table table : tables) {
            text.append("%s -> topic %s: %s%n".formatted(table.name(), table.topic(), table.partitionRule()));
            table.outputs().forEach(output -> text.append("  %s%n".formatted(output)));
        }
        advice.forEach(line -> text.append("advice: %s%n".formatted(line)));
        int outputs = tables.stream().mapToInt(table -> table.outputs().size()).sum();
        return text.append("%s is valid: %s, %s"
                        .formatted(file, Count.of(tables.size(), "table"), Count.of(outputs, "output")))
                .append(advice.isEmpty() ? "" : ", " + advice.size() + " to think about")
                .toString();
    }
}
