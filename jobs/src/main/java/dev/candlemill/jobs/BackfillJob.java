package dev.candlemill.jobs;

import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.candle.SeriesOptions;
import dev.candlemill.jobs.config.BackfillArguments;
import dev.candlemill.jobs.config.ConfigException;
import dev.candlemill.jobs.config.SettingsText;
import dev.candlemill.jobs.config.Surroundings;
import dev.candlemill.jobs.pipeline.CandlePipeline;
import dev.candlemill.jobs.pipeline.PipelineOptions;
import dev.candlemill.jobs.validate.ValidationOptions;
import dev.candlemill.source.BarProvider;
import dev.candlemill.source.ProviderSource;
import dev.candlemill.source.ProviderSourceOptions;
import dev.candlemill.wire.Uids;
import dev.candlemill.wire.WireTypes;
import java.io.IOException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The bounded job: bars of a range in, candles of all timeframes out. */
public final class BackfillJob {

    private BackfillJob() {}

    /**
     * Runs a backfill with the arguments of {@code ./candlemill backfill}, on the cluster that it
     * is submitted to, and prints what it did.
     *
     * @throws ConfigException with every mistake in the arguments
     * @throws PreflightException when something that the run needs is not there
     * @throws IllegalStateException when some input is not accounted for
     */
    public static void main(String[] arguments) throws Exception {
        BackfillArguments parsed = BackfillArguments.parse(arguments, Surroundings.ofProcess());
        if (parsed.printsConfig()) {
            System.out.print(SettingsText.toPrint(parsed.settings()));
            return;
        }
        Backfill backfill =
                new Backfill(parsed.options(), BackfillProgress.WARNINGS, parsed.memory());
        if (parsed.validates()) {
            backfill.validate();
            return;
        }
        Summary summary = new Summary(parsed.options(), backfill.run());
        System.out.println(summary.text());
        if (!summary.addsUp()) {
            throw new IllegalStateException("some input is not accounted for");
        }
    }

    /** Defines the dataflow in an environment of {@link JobConfiguration}; the caller runs it. */
    static void define(
            StreamExecutionEnvironment env,
            BackfillOptions options,
            BarProvider provider,
            BackfillSinks sinks)
            throws IOException {
        ProviderSource source =
                ProviderSource.between(
                        provider,
                        sinks.baselines(),
                        new ProviderSourceOptions(options.range().asOf(), options.calendar()));
        DataStream<SymbolEvent> events =
                env.fromSource(
                                source,
                                WatermarkStrategy.noWatermarks(),
                                Uids.BARS.operatorName(),
                                WireTypes.SYMBOL_EVENT)
                        .uid(Uids.BARS.uid());
        CandlePipeline.define(events, pipelineOptions(options, sinks), sinks.sinks());
    }

    /** What the operators are told, in both jobs. */
    static PipelineOptions pipelineOptions(BackfillOptions options, BackfillSinks sinks)
            throws IOException {
        boolean mergeClose = options.outside() == OutsideSession.MERGE_CLOSE;
        return new PipelineOptions(
                options.calendar(),
                new ValidationOptions(
                        options.timing().futureSkew(),
                        mergeClose,
                        options.barSize().orElse(null),
                        sinks.knownSymbols().orElse(null)),
                new FoldOptions(
                        options.timing().grace(),
                        mergeClose,
                        FoldOptions.maskOf(options.timeframes()),
                        options.fill(),
                        new SeriesOptions(
                                true, options.signals().indicators(), options.signals().warmUp())));
    }
}
