package dev.candlemill.postgres;

import java.util.List;

/** A setup that cannot be meant, or a change that its state does not allow: names every mistake. */
public final class SetupException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final List<String> problems;

    SetupException(String problem) {
        this(List.of(problem));
    }

    SetupException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** At least one. */
    public List<String> problems() {
        return problems;
    }
}
