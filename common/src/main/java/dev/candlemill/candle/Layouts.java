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

    void write(DataOutput out) throws IOException {
        out.writeUTF(indicators);
        int used = 0;
        for (int t = 0; t < strategies.size(); t++) {
            used += strategies.get(t).isEmpty() ? 0 : 1;
        }
        out.writeByte(used);
        for (int t = 0; t < strategies.size(); t++) {
            if (!strategies.get(t).isEmpty()) {
                out.writeByte(t);
                out.writeUTF(strategies.get(t));
            }
        }
    }

    static Layouts read(DataInput in) throws IOException {
        String indicators = in.readUTF();
        List<String> strategies = new ArrayList<>(NONE.strategies);
        int used = in.readByte();
        for (int i = 0; i < used; i++) {
            strategies.set(in.readByte(), in.readUTF());
        }
        Layouts layouts = new Layouts(indicators, strategies);
        return layouts.equals(NONE) ? NONE : layouts;
    }
}
