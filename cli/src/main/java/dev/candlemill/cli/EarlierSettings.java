package dev.candlemill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.candlemill.jobs.BackfillOptions;
import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.jobs.config.BackfillArguments;
import dev.candlemill.jobs.config.ConfigException;
import dev.candlemill.jobs.config.StrategyTimes;
import dev.candlemill.postgres.BackfillJobs;
import dev.candlemill.postgres.PostgresSettings;
import dev.candlemill.strategy.StrategyOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the newest run was told of the market and of what to compute, a bounded one that finished or
 * a live one: a command that works on its candles takes the same for granted.
 */
final class EarlierSettings {

    private static final List<String> KEYS =
            List.of(
                    "venue",
                    "venues.file",
                    "alignment",
                    "session",
                    "outside",
                    "fill",
                    "timeframes",
                    "grace.polling",
                    "grace.delayed",
                    "feed.delayed",
                    "indicators",
                    "strategies",
                    "strategies.timeframes",
                    "strategies.warm-up");

    private EarlierSettings() {}

    /**
     * Texts by key; empty when there was none.
     *
     * @throws IOException when Postgres does not answer
     */
    static Map<String, String> of(PostgresOptions postgres) throws IOException {
        return of(
                PostgresSettings.of(
                        postgres.url(), postgres.user(), postgres.password().toPassword()));
    }

    /**
     * What a run over the stored candles would be told by that, and by these flags.
     *
     * @throws ConfigException when what the process's environment says cannot be
     */
    static BackfillOptions options(PostgresSettings settings, Context context, List<String> flags)
            throws IOException, ConfigException {
        Map<String, String> fallbacks = new HashMap<>(of(settings));
        fallbacks.put(EmbeddedServers.POSTGRES_URL, settings.url());
        List<String> arguments = new ArrayList<>(flags);
        arguments.addAll(List.of("--source=stored", "--sink=postgres"));
        return BackfillArguments.parse(
                        arguments.toArray(String[]::new),
                        context.surroundings(context.clock(), fallbacks))
                .options();
    }

    /**
     * When strategies speak: as is said here, else as in the newest run.
     *
     * @param said on the command line, texts by key
     * @throws ConfigException when what is said cannot be
     */
    static StrategyOptions timing(PostgresSettings settings, Map<String, String> said)
            throws IOException, ConfigException {
        return StrategyTimes.of(said, of(settings));
    }

    private static Map<String, String> of(PostgresSettings settings) throws IOException {
        Optional<String> json = new BackfillJobs(settings).newestSettings();
        Map<String, String> texts = new HashMap<>();
        if (json.isPresent()) {
            JsonNode all = new ObjectMapper().readTree(json.get());
            for (String key : KEYS) {
                String text = all.path(key).asText("");
                if (!text.isEmpty()) {
                    texts.put(key, text);
                }
            }
            if (all.path("source.kind").asText().equals("kafka")) {
                texts.put("grace.polling", all.path("grace.push").asText());
            }
        }
        return texts;
    }
}
