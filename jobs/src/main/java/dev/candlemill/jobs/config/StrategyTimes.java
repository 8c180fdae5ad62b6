package dev.candlemill.jobs.config;

import dev.candlemill.strategy.StrategyOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** When the strategies of a run speak, by what it was told. */
public final class StrategyTimes {

    private static final Set<ConfigKey<?>> KEYS =
            Set.of(
                    MarketKeys.GRACE_POLLING,
                    MarketKeys.GRACE_DELAYED,
                    MarketKeys.FEED_DELAYED,
                    MarketKeys.WARM_UP);

    private StrategyTimes() {}

    /**
     * Neither files nor the environment of this process count. Other keys do not matter, and
     * defaults stand for those that are missing.
     *
     * @param said on a command line, texts by key
     * @param told to a run that polled its bars, as it keeps its settings
     * @throws ConfigException when one cannot be read
     */
    public static StrategyOptions of(Map<String, String> said, Map<String, String> told)
            throws ConfigException {
        Settings settings =
                Settings.of(
                        List.of(
                                layer(said, "flags"),
                                layer(told, "the newest run"),
                                Layer.ofDefaults()));
        if (!settings.problems().isEmpty()) {
            throw new ConfigException(settings.problems());
        }
        return new StrategyOptions(
                settings.require(MarketKeys.WARM_UP), OptionsReader.graceMillis(settings));
    }

    private static Layer layer(Map<String, String> all, String where) {
        Map<String, String> texts = new HashMap<>(all);
        texts.keySet().retainAll(KEYS.stream().map(ConfigKey::name).toList());
        return Layer.of(texts, where);
    }
}
