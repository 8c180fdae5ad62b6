package dev.candlemill.jobs.candle;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.FormingBar;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.FormingFold;
import dev.candlemill.candle.SymbolFold;
import dev.candlemill.candle.SymbolState;
import dev.candlemill.candle.SymbolStore;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The open candles of symbols after their bars, with the newest bar that is not closed. Those bars
 * are forgotten in a restart: the next one comes soon.
 */
final class FormingCandles {

    private final FormingFold forming;
    private final SymbolFold fold;
    private final Map<String, BarColumns> bars = new HashMap<>();

    /** Of what that fold folds. */
    FormingCandles(boolean mergeClose, SymbolFold fold) {
        forming = new FormingFold(mergeClose);
        this.fold = fold;
    }

    /** Nothing of a symbol is held any more. */
    void forget(String symbol) {
        bars.remove(symbol);
    }

    /** What to show after an event, or null when it changed nothing or nothing is open. */
    @Nullable CandlePage after(SymbolEvent event, VenueCalendar calendar, SymbolStore store)
            throws Exception {
        boolean isClosedBar = event instanceof BarPage page && !page.bars().isEmpty();
        if (!isClosedBar && !(event instanceof FormingBar)) {
            return null;
        }
        SymbolState state = store.state();
        if (state == null) {
            return null;
        }
        if (event instanceof FormingBar open) {
            bars.put(event.symbol(), open.page().bars());
        }
        BarColumns bar = bars.get(event.symbol());
        if (bar != null && FormingFold.isPast(state, bar)) {
            bars.remove(event.symbol());
            bar = null;
        }
        int wanted = fold.wanted(event.symbol(), store);
        return forming.candles(
                new FormingFold.Subject(event.symbol(), calendar, wanted), state, bar);
    }
}
