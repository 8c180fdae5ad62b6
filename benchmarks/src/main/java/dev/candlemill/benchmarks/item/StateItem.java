package dev.candlemill.benchmarks.item;

import dev.candlemill.benchmarks.item.Runs.Job;
import dev.candlemill.benchmarks.replay.Workload;
import dev.candlemill.benchmarks.run.RunResult;
import dev.candlemill.benchmarks.run.StateKind;
import dev.candlemill.calendar.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** (c) What a symbol weighs in state when its month is almost over, the heaviest position. */
public final class StateItem implements Item {

    private static final int CHECKPOINT_SYMBOLS = 200;
    private static final double SERIES_TARGET = 8 * 1024;

    @Override
    public String letter() {
        return "c";
    }

    @Override
    public String title() {
        return "bytes of state";
    }

    @Override
    public List<Figure> measure(Scale scale, Consumer<String> progress) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (String venue : List.of("XNYS", "CRYPTO")) {
            progress.accept("state of one symbol, " + venue);
            figures.addAll(candles(venue));
            figures.addAll(everything(venue));
        }
        for (StateKind state : StateKind.values()) {
            figures.add(checkpoint(Job.FOLD, state, scale, progress));
        }
        for (StateKind state : StateKind.values()) {
            figures.add(checkpoint(Job.SIGNALS_ON_ALL, state, scale, progress));
        }
        return figures;
    }

    private static Figure checkpoint(
            Job job, StateKind state, Scale scale, Consumer<String> progress) throws Exception {
        int symbols = Math.min(scale.symbols(), CHECKPOINT_SYMBOLS);
        RunResult result = new Runs(job, state, FedSymbol.monthEnd("XNYS", symbols)).add(progress);
        String on = job == Job.FOLD ? "" : ", everything";
        String what = "checkpoint / symbol, XNYS" + on + ", " + state.title();
        return Figure.of("c", what, "bytes", (double) result.stateBytes() / symbols);
    }

    private static List<Figure> candles(String venue) throws Exception {
        FedSymbol first = FedSymbol.atMonthEnd(venue, Workload.CANDLES);
        MeasuredStore store = first.store();
        long whole = store.symbolBytes() + store.barsBytes() + store.anchorsBytes();
        List<Figure> figures = new ArrayList<>();
        figures.add(part(venue, "symbol entry", store.symbolBytes()));
        figures.add(part(venue, "bars of the open month", store.barsBytes()));
        figures.add(part(venue, "anchors", store.anchorsBytes()));
        figures.add(part(venue, "all", whole));
        figures.add(part(venue, "all / (symbol, timeframe)", whole / Timeframe.count()));
        MeasuredStore again = first.again().store();
        figures.add(part(venue, "revisions, month stored before", again.revisionsBytes()));
        return figures;
    }

    /** With all indicators and strategies on all timeframes. */
    private static List<Figure> everything(String venue) throws Exception {
        MeasuredStore store = FedSymbol.atMonthEnd(venue, Workload.SIGNALS_ON_ALL).store();
        long indicators = FedSymbol.atMonthEnd(venue, Workload.INDICATORS).store().seriesBytes();
        long entry = store.symbolBytes() + store.settingsBytes();
        long withoutBars = entry + store.seriesBytes() + store.anchorsBytes();
        String on = venue + ", everything";
        List<Figure> figures = new ArrayList<>();
        figures.add(part(on, "symbol entry and settings", entry));
        figures.add(part(on, "series: indicators", indicators));
        figures.add(part(on, "series: strategies", store.seriesBytes() - indicators));
        figures.add(part(on, "anchors", store.anchorsBytes()));
        figures.add(part(on, "bars of the open month", store.barsBytes()));
        figures.add(part(on, "all without bars", withoutBars));
        figures.add(
                part(on, "... / (symbol, timeframe)", withoutBars / Timeframe.count())
                        .atMost(SERIES_TARGET));
        return figures;
    }

    private static Figure part(String venue, String what, long bytes) {
        return Figure.of("c", venue + ", " + what, "bytes", bytes);
    }
}
