package dev.candlemill.jobs.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Which file holds settings: {@code --config}, else {@code CANDLEMILL_CONFIG}. */
final class ConfigFile {

    private ConfigFile() {}

    static Optional<Path> of(ParseResult parsed, Surroundings surroundings) {
        List<String> flags = FlagLayer.texts(parsed, BackfillFlags.CONFIG);
        String named =
                flags.isEmpty()
                        ? surroundings.variables().get("CANDLEMILL_CONFIG")
                        : flags.get(flags.size() - 1);
        return Optional.ofNullable(named).map(Path::of);
    }
}
