package dev.candlemill.jobs.config;

import java.time.Clock;
import java.util.Map;

/**
 * Where settings may come from besides the arguments.
 *
 * @param variables the process's environment
 * @param clock says what "now" is for a range without an end
 * @param fallbacks texts by key for what nobody set: addresses of embedded servers, project folders
 */
public record Surroundings(
        Map<String, String> variables, Clock clock, Map<String, String> fallbacks) {

    public Surroundings {
        variables = Map.copyOf(variables);
        fallbacks = Map.copyOf(fallbacks);
    }

    /** The process's own, without fallbacks. */
    public static Surroundings ofProcess() {
        return new Surroundings(System.getenv(), Clock.systemUTC(), Map.of());
    }

    public Surroundings withFallbacks(Map<String, String> texts) {
        return new Surroundings(variables, clock, texts);
    }
}
