package dev.candlemill.jobs.candle;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.FormingBar;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.FormingFold;
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

    private final FormingFold fold;
    private final Map<String, BarColumns> bars = new HashMap<>();

    FormingCandles(boolean mergeClose) {
        fold = new FormingFold(mergeClose);
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
        if (event instanceof FormingBar forming) {
            bars.put(event.symbol(), forming.page().bars());
        }
        BarColumns bar = bars.get(event.symbol());
        if (bar != null && FormingFold.isPast(state, bar)) {
            bars.remove(event.symbol());
            bar = null;
        }
        return fold.candles(event.symbol(), state, calendar, bar);
    }
}
