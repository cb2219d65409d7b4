package io.rowcast.benchmark.pipeline;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Main class of {@code deploy/bench}. */
final class Benchmark {
    private static final Map<String, Section> SECTIONS = sections();

    private Benchmark() {}

    private static Map<String, Section> sections() {
        Map<String, Section> sections = new LinkedHashMap<>();
        sections.put("writer", new WriterSection());
        sections.put("reader", new ReaderSection());
        sections.put("latency", new LatencySection());
        sections.put("shop", new ShopSection());
        sections.put("growth", new GrowthSection());
        return sections;
    }

    /** @param arguments {@code --quick}, and names of sections, all when none is named */
    public static void main(String[] arguments) throws Exception {
        List<String> words = Arrays.asList(arguments);
        boolean quick = words.contains("--quick");
        List<String> wanted =
                words.stream().filter(word -> !word.startsWith("--")).toList();
        Report report = new Report(("deploy/bench " + String.join(" ", words)).strip());
        try (Lab lab = new Lab(quick)) {
            for (String name : wanted.isEmpty() ? SECTIONS.keySet() : wanted) {
                Section section = SECTIONS.get(name);
                if (section == null) {
                    throw new IllegalArgumentException(
                            "found section " + name + "; expected one of " + SECTIONS.keySet());
                }
                report.says(name);
                long began = System.nanoTime();
                section.run(lab, report);
                report.says("  took " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + " s");
            }
        } finally {
            report.write(Path.of("target/bench"));
        }
        System.out.println("\n" + report.table() + "\n" + report.verdict());
    }
}
