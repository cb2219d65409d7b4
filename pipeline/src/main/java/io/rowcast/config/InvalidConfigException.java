package io.rowcast.config;

import java.util.List;
import java.util.stream.Collectors;

/** Settings or mappings are wrong; carries every problem found, not the first. Leads to exit code 2. */
public final class InvalidConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // records of strings
    private final List<Problem> problems;

    public InvalidConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
