package dev.candlemill.benchmarks.window;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.SymbolEvent;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** A page as single bars; what is stored does not concern windows. */
final class BarsOfPage implements FlatMapFunction<SymbolEvent, SymbolBar> {

    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(SymbolEvent event, Collector<SymbolBar> out) {
        if (!(event instanceof BarPage page)) {
            return;
        }
        BarColumns bars = page.bars();
        for (int i = 0; i < bars.size(); i++) {
            out.collect(
                    new SymbolBar(
                            page.symbol(),
                            bars.barSize(i),
                            bars.openTime(i),
                            bars.open(i),
                            bars.high(i),
                            bars.low(i),
                            bars.close(i),
                            bars.volume(i)));
        }
    }
}
