package io.rowcast;

import io.rowcast.author.CaseFile;
import io.rowcast.cli.Tested;
import io.rowcast.config.InvalidConfigException;
import io.rowcast.config.MappingText;
import io.rowcast.config.Problem;
import java.util.ArrayList;
import java.util.List;

/** What {@code rowcast test} does with files of cases. */
final class CaseRuns {

    private CaseRuns() {}

    /** @throws InvalidConfigException with the problems of all files, before any case is played */
    static Tested of(List<MappingText> texts) {
        List<Problem> problems = new ArrayList<>();
        List<CaseFile> files = new ArrayList<>();
        for (MappingText text : texts) {
            try {
                files.add(CaseFile.read(text));
            } catch (InvalidConfigException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        return new Tested(files.stream().map(CaseRuns::suite).toList());
    }

    private static Tested.Suite suite(CaseFile file) {
        return new Tested.Suite(
                file.file(),
                file.cases().stream()
                        .map(each -> new Tested.Outcome(each.name(), each.differences()))
                        .toList());
    }
}
