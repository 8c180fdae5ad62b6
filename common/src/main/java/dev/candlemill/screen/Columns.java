package dev.candlemill.screen;

import dev.candlemill.calendar.Spelling;
import dev.candlemill.indicator.IndicatorSet;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns that conditions may name. */
public final class Columns {

    private static final List<String> CANDLE =
            List.of(
                    "open",
                    "high",
                    "low",
                    "close",
                    "volume",
                    "bar_count",
                    "expected_bar_count",
                    "input_count",
                    "revision",
                    "indicator_revision");

    private final Map<String, Column> byName = new LinkedHashMap<>();

    /**
     * Prices, volume, counts of quality, the catalogue, and these.
     *
     * @param further values of indicators beyond the catalogue that are stored, {@code sma_10}
     */
    public Columns(Collection<String> further) {
        CANDLE.forEach(name -> byName.put(name, new Column(name, false)));
        IndicatorSet.catalogue()
                .valueNames()
                .forEach(name -> byName.put(name, new Column(name, false)));
        for (String name : further) {
            byName.putIfAbsent(name.toLowerCase(Locale.ROOT), new Column(name, true));
        }
    }

    /** All that can be written. */
    public Set<String> names() {
        return Collections.unmodifiableSet(byName.keySet());
    }

    /**
     * The column of a name.
     *
     * @throws ScreenException when there is none, naming those that there are
     */
    public Column named(String name) {
        return at(0, name);
    }

    Column at(int position, String name) {
        @Nullable Column column = byName.get(name.toLowerCase(Locale.ROOT));
        if (column == null) {
            String hint = Spelling.didYouMean(name, byName.keySet());
            throw new ScreenException(
                    position,
                    "no column '"
                            + name
                            + "': expected one of "
                            + String.join(" ", byName.keySet())
                            + hint);
        }
        return column;
    }
}
