package dev.candlemill.cli;

import dev.candlemill.postgres.KnownNames;
import dev.candlemill.postgres.PostgresSettings;
import dev.candlemill.postgres.SetupDraft;
import dev.candlemill.postgres.TradingSetups;
import dev.candlemill.provider.simulated.SimulatedTickers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The setups that the demo watches: every shipped strategy, on some of its symbols. */
final class DemoSetups {

    private static final int STOCKS = 6;
    private static final int COINS = 2;
    private static final List<String> TIMEFRAMES = List.of("1h", "1d");
    static final List<String> STRATEGIES =
            List.of(
                    "sma_cross(20,50)",
                    "ema_cross(12,26)",
                    "rsi(14,30,70)",
                    "macd(12,26,9)",
                    "bollinger(20,2)");

    private DemoSetups() {}

    /** Adds those that are not there; what somebody changed or paused stays as it is. */
    static void add(PostgresSettings settings, long seed) throws IOException {
        TradingSetups setups = new TradingSetups(settings, new KnownNames());
        Set<String> known =
                setups.list().stream()
                        .map(stored -> stored.setup().id())
                        .collect(Collectors.toSet());
        for (String symbol : symbols(seed)) {
            String ticker = symbol.substring(symbol.indexOf(':') + 1);
            String id = "demo-" + ticker.toLowerCase(Locale.ROOT);
            if (!known.contains(id)) {
                setups.add(new SetupDraft(id, symbol, TIMEFRAMES, List.of(), STRATEGIES));
            }
        }
    }

    private static List<String> symbols(long seed) {
        List<String> symbols = new ArrayList<>(SimulatedTickers.stocks(seed, STOCKS));
        symbols.addAll(SimulatedTickers.crypto(seed, COINS));
        return symbols;
    }
}
