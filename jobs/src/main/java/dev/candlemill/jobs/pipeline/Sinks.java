package dev.candlemill.jobs.pipeline;

import dev.candlemill.bar.LateBar;
import dev.candlemill.bar.RejectedBar;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.FoldSnapshot;
import dev.candlemill.candle.StoppedStrategy;
import dev.candlemill.candle.SymbolReport;
import dev.candlemill.signal.Signal;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where the outputs of the pipeline go: jobs attach sinks, tests attach collectors. */
public record Sinks(
        Consumer<DataStream<CandlePage>> candles,
        Consumer<DataStream<Signal>> signals,
        Consumer<DataStream<StoppedStrategy>> stopped,
        Consumer<DataStream<RejectedBar>> rejected,
        Consumer<DataStream<LateBar>> late,
        Consumer<DataStream<FoldSnapshot>> snapshots,
        Consumer<DataStream<SymbolReport>> reports) {}
