package dev.candlemill.jobs.config;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Builds a command's arguments and surroundings, for tests. */
final class Arguments {

    static final Clock NOON =
            Clock.fixed(Instant.parse("2025-07-02T12:00:00.123Z"), ZoneOffset.UTC);

    private final List<String> flags;
    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, String> fallbacks = new HashMap<>();

    private Arguments(List<String> flags) {
        this.flags = flags;
    }

    static Arguments flags(String... flags) {
        return new Arguments(List.of(flags));
    }

    /** The fewest flags that make a run. */
    static Arguments minimal(String... more) {
        List<String> flags = new ArrayList<>();
        flags.addAll(
                List.of(
                        "--input",
                        "/bars",
                        "--venue",
                        "XNYS",
                        "--sink",
                        "csv",
                        "--output",
                        "/out"));
        flags.addAll(List.of(more));
        return new Arguments(flags);
    }

    /** Takes a flag and its value out. */
    Arguments flagsWithout(String flag) {
        List<String> fewer = new ArrayList<>(flags);
        int at = fewer.indexOf(flag);
        fewer.subList(at, at + 2).clear();
        return new Arguments(fewer);
    }

    Arguments variable(String name, String text) {
        variables.put(name, text);
        return this;
    }

    Arguments fallback(String key, String text) {
        fallbacks.put(key, text);
        return this;
    }

    BackfillArguments read() throws ConfigException {
        return BackfillArguments.parse(
                flags.toArray(String[]::new), new Surroundings(variables, NOON, fallbacks));
    }

    /** The messages of all problems. */
    List<String> problems() {
        try {
            read();
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream().map(ConfigProblem::toString).toList();
        }
    }

    static Layer layer(String... flags) {
        CommandSpec spec = CommandSpec.create();
        if (isOf(LiveKeys.GROUP, flags[0])) {
            BackfillFlags.addLiveTo(spec);
        } else if (isOf(ApiKeys.GROUP, flags[0])) {
            BackfillFlags.addApiTo(spec);
        } else {
            BackfillFlags.addTo(spec);
        }
        return FlagLayer.read(BackfillFlags.lenient(new CommandLine(spec)).parseArgs(flags));
    }

    private static boolean isOf(KeyGroup group, String flag) {
        return group.keys().stream().anyMatch(key -> key.flag().equals(Optional.of(flag)));
    }
}
