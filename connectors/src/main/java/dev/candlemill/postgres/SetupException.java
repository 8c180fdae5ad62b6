package dev.candlemill.postgres;

import java.util.List;

/** A setup that cannot be meant, or a change that its state does not allow: names every mistake. */
public final class SetupException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final List<String> problems;
    private final boolean isMisfit;

    SetupException(String problem) {
        this(List.of(problem));
    }

    SetupException(List<String> problems) {
        this(problems, false);
    }

    private SetupException(List<String> problems, boolean isMisfit) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
        this.isMisfit = isMisfit;
    }

    static SetupException misfit(List<String> problems) {
        return new SetupException(problems, true);
    }

    /** Whether its parts are known, and cannot run together. */
    public boolean isMisfit() {
        return isMisfit;
    }

    /** At least one. */
    public List<String> problems() {
        return problems;
    }
}
