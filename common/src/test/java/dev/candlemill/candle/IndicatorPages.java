package dev.candlemill.candle;

import dev.candlemill.indicator.IndicatorSet;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Pages with indicator values, for tests of what stores and sends them. */
public final class IndicatorPages {

    private IndicatorPages() {}

    /**
     * A page of one candle.
     *
     * @param further indicators beyond the catalogue, {@code sma(10)}
     * @param values by the names of the values; the others are undefined
     */
    public static CandlePage of(
            Candle candle,
            int indicatorRevision,
            List<String> further,
            Map<String, Double> values) {
        ValueNames names = ValueNames.of(IndicatorSet.catalogueAnd(further));
        CandleRows rows = new CandleRows();
        rows.clear(names);
        rows.add(candle);
        Arrays.fill(rows.values, 0, names.width(), Double.NaN);
        values.forEach((name, value) -> rows.values[names.names().indexOf(name)] = value);
        rows.indicatorRevision[0] = indicatorRevision;
        return rows.toPage(candle.symbol(), "file", candle.revision() == 1);
    }
}
