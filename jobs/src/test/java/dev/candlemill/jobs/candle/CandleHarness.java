package dev.candlemill.jobs.candle;

import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.wire.WireTypes;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** A {@link CandleFunction} on a state backend, fresh or restored. */
final class CandleHarness {

    private CandleHarness() {}

    static KeyedOneInputStreamOperatorTestHarness<String, SymbolEvent, CandlePage> open(
            CalendarSettings calendars,
            FoldOptions options,
            String backend,
            OperatorSubtaskState restored)
            throws Exception {
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<String, SymbolEvent, CandlePage>(
                        new KeyedProcessOperator<>(new CandleFunction(calendars, options)),
                        SymbolEvent::symbol,
                        Types.STRING);
        StateBackend stateBackend =
                backend.equals("rocksdb")
                        ? new EmbeddedRocksDBStateBackend(true)
                        : new HashMapStateBackend();
        harness.setStateBackend(stateBackend);
        harness.setup(
                WireTypes.CANDLE_PAGE.createSerializer(
                        harness.getExecutionConfig().getSerializerConfig()));
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
        return harness;
    }
}
