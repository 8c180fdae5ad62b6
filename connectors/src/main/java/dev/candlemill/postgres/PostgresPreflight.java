package dev.candlemill.postgres;

import dev.candlemill.postgres.PostgresPreflightException.Problem;
import dev.candlemill.postgres.RunLease.Claim;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Everything that would keep a job from using a database, at once; changes nothing. */
public final class PostgresPreflight {

    /** One thing to check. */
    @FunctionalInterface
    public interface Check {
        void run() throws IOException, PostgresPreflightException;
    }

    private final List<String> problems = new ArrayList<>();

    private PostgresPreflight() {}

    /**
     * Checks that the server answers, the schema and the role's rights, connections, and who
     * writes.
     *
     * @param connections that the job may open
     * @param contents what the job asks of what is stored; asked where the schema is right
     * @return one sentence each: expected and found, where, and what to do
     */
    public static List<String> problems(
            PostgresSettings settings,
            Claim claim,
            ConnectionBudget connections,
            List<Check> contents) {
        PostgresPreflight preflight = new PostgresPreflight();
        boolean isReachable = true;
        boolean hasTables = false;
        try {
            new PostgresSchema(settings).check();
            hasTables = true;
        } catch (PostgresPreflightException e) {
            preflight.problems.add(String.valueOf(e.getMessage()));
            isReachable =
                    e.problem() != Problem.UNREACHABLE && e.problem() != Problem.LOGIN_REFUSED;
        }
        if (isReachable) {
            preflight.check(() -> connections.check(settings));
        }
        if (hasTables) {
            preflight.check(() -> RunLease.check(settings, claim));
            contents.forEach(preflight::check);
        }
        return preflight.problems;
    }

    private void check(Check check) {
        try {
            check.run();
        } catch (PostgresPreflightException | IOException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }
}
