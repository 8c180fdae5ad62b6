package dev.candlemill.source.control;

import dev.candlemill.bar.ActiveSetups;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.HandedBars;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.bar.Symbols;
import dev.candlemill.bar.WantedTimeframes;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.source.Control;
import dev.candlemill.source.split.ProviderSplit;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/** Turns word of all symbols into events of those of which something is new. */
final class ControlReader implements SourceReader<SymbolEvent, ProviderSplit> {

    private static final String NAME = "control";

    private final Map<String, List<TradingSetup>> setups = new HashMap<>();
    private final Map<String, Set<Timeframe>> wanted = new HashMap<>();
    private final Map<String, Long> handed = new HashMap<>();
    private final Set<String> settled = new HashSet<>();
    private final Queue<SymbolEvent> waiting = new ArrayDeque<>();
    private CompletableFuture<Void> available = new CompletableFuture<>();

    @Override
    public void start() {
        // It is told.
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof Word word) {
            heed(word.control());
            new TreeMap<>(word.settled()).forEach(this::heedSettled);
            if (!waiting.isEmpty()) {
                available.complete(null);
            }
        }
    }

    @Override
    public InputStatus pollNext(ReaderOutput<SymbolEvent> output) {
        SymbolEvent event = waiting.poll();
        if (event != null) {
            output.collect(event);
        }
        return waiting.isEmpty() ? InputStatus.NOTHING_AVAILABLE : InputStatus.MORE_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        if (waiting.isEmpty() && available.isDone()) {
            available = new CompletableFuture<>();
        }
        return available;
    }

    @Override
    public List<ProviderSplit> snapshotState(long checkpointId) {
        return List.of();
    }

    @Override
    public void addSplits(List<ProviderSplit> splits) {
        throw new UnsupportedOperationException("expected no splits, found " + splits);
    }

    @Override
    public void notifyNoMoreSplits() {
        // There never are.
    }

    @Override
    public void close() {
        waiting.clear();
    }

    /**
     * The same again says nothing; a symbol that has no setups or timeframes any more is told so.
     */
    private void heed(Control control) {
        Set<String> symbols = new TreeSet<>(control.followed());
        symbols.addAll(control.setups().keySet());
        symbols.addAll(control.handed().keySet());
        symbols.addAll(control.tracked().keySet());
        symbols.addAll(setups.keySet());
        symbols.removeIf(symbol -> !Symbols.isLegal(symbol));
        for (String symbol : symbols) {
            Set<Timeframe> timeframes = control.wantedOf(symbol);
            if (!timeframes.equals(wanted.put(symbol, timeframes))) {
                waiting.add(new WantedTimeframes(symbol, timeframes));
            }
            List<TradingSetup> active = control.setupsOf(symbol);
            if (!active.equals(setups.put(symbol, active))) {
                waiting.add(new ActiveSetups(symbol, active));
            }
            Long upTo = control.handed().get(symbol);
            if (upTo != null && !upTo.equals(handed.put(symbol, upTo))) {
                waiting.add(new HandedBars(symbol, upTo));
            }
        }
    }

    /** Said once: from there on, who holds the symbol's state knows more. */
    private void heedSettled(String symbol, long until) {
        if (Symbols.isLegal(symbol) && settled.add(symbol)) {
            waiting.add(BarPage.of(symbol, new BarColumns(0), until, until, NAME));
        }
    }
}
