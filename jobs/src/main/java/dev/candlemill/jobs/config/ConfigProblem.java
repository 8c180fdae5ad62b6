package dev.candlemill.jobs.config;

import java.util.Optional;

/**
 * One mistake in the settings.
 *
 * @param found what was written there, in quotes, or {@code nothing}, or {@code an unknown key}
 * @param where the flag, the environment variable, or file and line; for what is missing, where it
 *     may be written
 * @param nearest what was probably meant
 */
public record ConfigProblem(
        String key, String found, String expected, String where, Optional<String> nearest) {

    static ConfigProblem wrong(String key, String found, String expected, String where) {
        return new ConfigProblem(key, '"' + found + '"', expected, where, Optional.empty());
    }

    static ConfigProblem missing(ConfigKey<?> key, String expected) {
        String where =
                key.flag().map(flag -> flag + ", ").orElse("")
                        + key.environmentName()
                        + " or a file";
        return new ConfigProblem(key.name(), "nothing", expected, where, Optional.empty());
    }

    static ConfigProblem unknown(String key, String where, Optional<String> nearest) {
        return new ConfigProblem(key, "an unknown key", "a known one", where, nearest);
    }

    /** {@code state.backend: found "rocks" in flag --state, expected one of hashmap, rocksdb}. */
    @Override
    public String toString() {
        return key
                + ": found "
                + found
                + " in "
                + where
                + ", expected "
                + expected
                + nearest.map(name -> "; did you mean " + name + "?").orElse("");
    }
}
