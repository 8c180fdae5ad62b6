package dev.candlemill.jobs.config;

import java.util.List;
import java.util.stream.Collectors;

/** All mistakes in the settings at once, one per line. Commands exit with 2. */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<ConfigProblem> problems;

    ConfigException(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<ConfigProblem> problems() {
        return problems;
    }
}
