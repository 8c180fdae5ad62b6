package dev.candlemill.benchmarks.item;

import static java.util.Objects.requireNonNull;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarSize;
import dev.candlemill.benchmarks.replay.Workload;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.candle.CandlePage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * (g) What one corrected bar costs when its month is almost over, in process and without a state
 * backend: the first bar of the current session, and the dearest, the first bar of the month.
 */
public final class CorrectionItem implements Item {

    private static final double CRYPTO_MONTH_TARGET = 15;

    /** Compilers have seen the code by then. */
    private static final int WARM_UPS = 20;

    /** Where the corrected bar lies. */
    private enum Place {
        SESSION,
        MONTH;

        private String title() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String letter() {
        return "g";
    }

    @Override
    public String title() {
        return "one corrected bar";
    }

    @Override
    public List<Figure> measure(Scale scale, Consumer<String> progress) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (String venue : List.of("CRYPTO", "XNYS")) {
            for (Place place : Place.values()) {
                for (Workload workload : List.of(Workload.CANDLES, Workload.SIGNALS_ON_ALL)) {
                    boolean candles = workload == Workload.CANDLES;
                    String what = venue + " " + place.title() + (candles ? ", candles" : ", all");
                    progress.accept(what);
                    Corrected corrected = new Corrected(FedSymbol.atMonthEnd(venue, workload));
                    figures.addAll(corrected.figures(what, place, scale.corrections()));
                }
            }
        }
        return figures;
    }

    private static final class Corrected {
        private final FedSymbol symbol;
        private final BarPage last;
        private int corrections;

        private Corrected(FedSymbol symbol) {
            this.symbol = symbol;
            this.last = symbol.lastPage();
            symbol.takePages();
        }

        private List<Figure> figures(String what, Place place, int count) throws Exception {
            Bar bar = barAt(place);
            for (int i = 0; i < Math.min(count, WARM_UPS); i++) {
                correct(bar);
            }
            symbol.takePages();
            double[] millis = new double[count];
            for (int i = 0; i < count; i++) {
                millis[i] = correct(bar);
            }
            long rows = symbol.takePages().stream().mapToLong(CandlePage::size).sum();
            Arrays.sort(millis);
            Figure median = Figure.of("g", what + ", median", "ms", millis[count / 2]);
            boolean aimed = what.startsWith("CRYPTO month, all");
            return List.of(
                    aimed ? median.atMost(CRYPTO_MONTH_TARGET) : median,
                    Figure.of("g", what + ", p99", "ms", millis[(count - 1) * 99 / 100]),
                    Figure.of("g", what + ", rows out", "rows", (double) rows / count));
        }

        /** Milliseconds. Each correction differs from the one before. */
        private double correct(Bar bar) throws Exception {
            corrections++;
            Bar corrected =
                    new Bar(
                            bar.openTime(),
                            bar.open(),
                            bar.high(),
                            bar.low(),
                            corrections % 2 == 0 ? bar.low() : bar.high(),
                            bar.volume() + corrections);
            BarPage page =
                    BarPage.of(
                            FedSymbol.SYMBOL,
                            BarColumns.of(BarSize.M5, corrected),
                            last.coveredUntil(),
                            last.marketClock(),
                            last.source());
            long begin = System.nanoTime();
            symbol.page(page);
            return (System.nanoTime() - begin) / 1e6;
        }

        private Bar barAt(Place place) {
            BarColumns bars = last.bars();
            Bar any = bars.bar(bars.size() - 1);
            VenueCalendar calendar = symbol.calendar();
            Session current = requireNonNull(calendar.sessionAt(any.openTime()));
            Session first =
                    place == Place.SESSION
                            ? current
                            : requireNonNull(calendar.session(current.month().firstSession()));
            return new Bar(
                    first.openTime(), any.open(), any.high(), any.low(), any.close(), any.volume());
        }
    }
}
