package dev.candlemill.source;

import dev.candlemill.bar.Baseline;
import dev.candlemill.setup.TradingSetup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * Adds every symbol's setups to the baseline that begins its region: what a bounded run was told at
 * its start, whatever becomes of the setups meanwhile.
 */
public final class SetupBaselines implements BaselineReader.Factory {

    private static final long serialVersionUID = 1L;

    private final BaselineReader.Factory baselines;
    private final HashMap<String, ArrayList<TradingSetup>> bySymbol = new HashMap<>();
    private final ArrayList<TradingSetup> ofEverySymbol;

    /**
     * @param setups each of its own symbol
     * @param ofEverySymbol what to watch on all symbols; their own symbol does not matter
     */
    public SetupBaselines(
            BaselineReader.Factory baselines,
            List<TradingSetup> setups,
            List<TradingSetup> ofEverySymbol) {
        this.baselines = baselines;
        this.ofEverySymbol = new ArrayList<>(ofEverySymbol);
        for (TradingSetup setup : setups) {
            bySymbol.computeIfAbsent(setup.symbol(), symbol -> new ArrayList<>()).add(setup);
        }
    }

    @Override
    public BaselineReader open() throws IOException {
        BaselineReader reader = baselines.open();
        return new BaselineReader() {
            @Override
            public Optional<RegionStart> startOf(String symbol, long from) throws IOException {
                return reader.startOf(symbol, from);
            }

            @Override
            public Baseline read(BaselineRequest request) throws IOException {
                Baseline baseline = reader.read(request);
                return request.startsRegion()
                        ? baseline.withSetups(setupsOf(request.symbol()))
                        : baseline;
            }

            @Override
            public void close() throws IOException {
                reader.close();
            }
        };
    }

    private List<TradingSetup> setupsOf(String symbol) {
        List<TradingSetup> own = bySymbol.getOrDefault(symbol, new ArrayList<>());
        if (ofEverySymbol.isEmpty()) {
            return own;
        }
        List<TradingSetup> all = new ArrayList<>(own);
        ofEverySymbol.forEach(setup -> all.add(setup.onSymbol(symbol)));
        return all;
    }
}
