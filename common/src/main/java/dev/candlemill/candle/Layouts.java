package dev.candlemill.candle;

import dev.candlemill.calendar.Timeframe;
import dev.candlemill.indicator.IndicatorSet;
import dev.candlemill.strategy.SymbolStrategies;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the doubles of a symbol's series mean, so that state of one plan can be read by another.
 *
 * @param strategies by timeframe
 */
public record Layouts(String indicators, List<String> strategies) {

    /** Nothing is remembered. */
    static final Layouts NONE = new Layouts("", Collections.nCopies(Timeframe.count(), ""));

    public Layouts {
        strategies = List.copyOf(strategies);
    }

    static Layouts of(IndicatorSet indicators, SymbolStrategies strategies) {
        List<String> byTimeframe = new ArrayList<>();
        for (int t = 0; t < Timeframe.count(); t++) {
            byTimeframe.add(strategies.layout(t));
        }
        Layouts layouts = new Layouts(indicators.layout(), byTimeframe);
        return layouts.equals(NONE) ? NONE : layouts;
    }

    /** Most timeframes have the same strategies: each layout is written once. */
    void write(DataOutput out) throws IOException {
        out.writeUTF(indicators);
        List<String> distinct = strategies.stream().distinct().toList();
        out.writeByte(distinct.size());
        for (String layout : distinct) {
            out.writeUTF(layout);
        }
        for (String layout : strategies) {
            out.writeByte(distinct.indexOf(layout));
        }
    }

    static Layouts read(DataInput in) throws IOException {
        String indicators = in.readUTF();
        List<String> distinct = new ArrayList<>();
        int count = in.readByte();
        for (int i = 0; i < count; i++) {
            distinct.add(in.readUTF());
        }
        List<String> strategies = new ArrayList<>();
        for (int t = 0; t < Timeframe.count(); t++) {
            strategies.add(distinct.get(in.readByte()));
        }
        Layouts layouts = new Layouts(indicators, strategies);
        return layouts.equals(NONE) ? NONE : layouts;
    }
}
