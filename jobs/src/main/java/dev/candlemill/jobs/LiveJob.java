package dev.candlemill.jobs;

import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.Fill;
import dev.candlemill.jobs.LiveOptions.TopicOptions;
import dev.candlemill.jobs.candle.CandleFunction;
import dev.candlemill.jobs.candle.FollowedMarket;
import dev.candlemill.jobs.config.ConfigException;
import dev.candlemill.jobs.config.LiveArguments;
import dev.candlemill.jobs.config.SettingsText;
import dev.candlemill.jobs.config.Surroundings;
import dev.candlemill.jobs.forming.ConflateOperator;
import dev.candlemill.jobs.handover.HandoverOptions;
import dev.candlemill.jobs.pipeline.CandlePipeline;
import dev.candlemill.jobs.pipeline.PipelineOptions;
import dev.candlemill.jobs.push.PushOptions;
import dev.candlemill.kafka.KafkaBars;
import dev.candlemill.kafka.KafkaSettings;
import dev.candlemill.postgres.PostgresBaselineReader;
import dev.candlemill.postgres.PostgresControl;
import dev.candlemill.postgres.PostgresHandedBars;
import dev.candlemill.postgres.PostgresProgress;
import dev.candlemill.postgres.PostgresSinkOptions;
import dev.candlemill.source.ControlWatch;
import dev.candlemill.source.LiveSourceOptions;
import dev.candlemill.source.MarketClock;
import dev.candlemill.source.ProviderSource;
import dev.candlemill.source.control.ControlSource;
import dev.candlemill.wire.Uids;
import dev.candlemill.wire.WireTypes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The unbounded job: bars as they come, through the backfill's dataflow to the same sinks. */
public final class LiveJob {

    /** The client's from those of the task managers. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

    private LiveJob() {}

    /**
     * Runs with the arguments of {@code ./candlemill live}, on the cluster that it is submitted to,
     * until it is stopped.
     *
     * @throws ConfigException with every mistake in the arguments
     * @throws PreflightException when something that the job needs is not there
     */
    public static void main(String[] arguments) throws Exception {
        LiveArguments parsed = LiveArguments.parse(arguments, Surroundings.ofProcess());
        if (parsed.printsConfig()) {
            System.out.print(SettingsText.toPrint(parsed.settings()));
            return;
        }
        try (Live live = new Live(parsed.options(), BackfillProgress.WARNINGS, parsed.memory())) {
            if (parsed.validates()) {
                live.validate();
                return;
            }
            live.start().getJobExecutionResult().get();
        }
    }

    /**
     * What the dataflow is made of.
     *
     * @param store with the lease that this job took
     */
    record Parts(
            LiveOptions options,
            MarketClock clock,
            PostgresSinkOptions store,
            BackfillSinks sinks) {

        ProviderSource source() throws IOException {
            return ProviderSource.since(
                    LiveSource.provider(options, clock),
                    PostgresBaselineReader.endless(store),
                    new LiveSourceOptions(
                            options.since().map(Instant::toEpochMilli).orElse(clock.now()),
                            options.pollInterval(),
                            options.run().timing().grace(),
                            options.forgetAfter(),
                            options.run().calendar(),
                            options.topic().map(TopicOptions::symbols).orElse(Set.of()),
                            PostgresProgress.factory(store),
                            watch()));
        }

        /** For symbols that a polling source knows nothing of. */
        ControlSource control(TopicOptions topic) {
            return new ControlSource(watch(), PostgresProgress.factory(store), topic.symbols());
        }

        private ControlWatch.Factory watch() {
            return PostgresControl.factory(store, options.run().signals().ofEverySymbol());
        }

        HandoverOptions handover() {
            return new HandoverOptions(
                    options.run().calendar(),
                    clock,
                    PostgresBaselineReader.endless(store),
                    PostgresHandedBars.factory(store));
        }

        PushOptions push(TopicOptions topic) {
            return new PushOptions(
                    topic.symbols(),
                    KafkaBars.NAME,
                    options.run().calendar(),
                    clock,
                    options.run().timing().grace(),
                    options.run().outside() == OutsideSession.MERGE_CLOSE,
                    topic.bars().catchUp(),
                    options.run().fill() == Fill.NONE
                            ? options.forgetAfter().toMillis()
                            : PushOptions.NEVER, // silence is what is filled
                    PostgresBaselineReader.endlessWithSetups(
                            store, options.run().signals().ofEverySymbol()),
                    PostgresProgress.factory(store));
        }
    }

    /** Defines the dataflow in an environment of {@link JobConfiguration}; the caller runs it. */
    static void define(StreamExecutionEnvironment env, Parts parts) throws IOException {
        PipelineOptions pipeline =
                BackfillJob.pipelineOptions(parts.options().run(), parts.sinks())
                        .with(parts.handover())
                        .with(
                                new FollowedMarket(
                                        parts.clock(),
                                        Instant.now().minus(CLOCKS_DIFFER),
                                        parts.sinks().unsettled(parts.store())))
                        .withForming(parts.options().showsForming());
        SingleOutputStreamOperator<CandlePage> candles = define(env, parts, pipeline);
        if (parts.options().showsForming()) {
            parts.sinks()
                    .addForming(
                            candles.getSideOutput(CandleFunction.FORMING)
                                    .transform(
                                            Uids.CONFLATE.operatorName(),
                                            WireTypes.CANDLE_PAGE,
                                            new ConflateOperator(
                                                    parts.options().forming().orElseThrow()))
                                    .uid(Uids.CONFLATE.uid()));
        }
    }

    private static SingleOutputStreamOperator<CandlePage> define(
            StreamExecutionEnvironment env, Parts parts, PipelineOptions pipeline)
            throws IOException {
        if (parts.options().topic().isEmpty()) {
            return CandlePipeline.define(
                    events(env, parts.source(), Uids.BARS), pipeline, parts.sinks().liveSinks());
        }
        TopicOptions topic = parts.options().topic().get();
        KafkaSettings broker =
                parts.sinks().kafkaSettings(topic.bars().broker(), parts.store().lease().epoch());
        DataStream<SymbolEvent> bars =
                events(env, LiveSource.topic(parts, topic, broker), Uids.KAFKA_BARS);
        if (parts.options().polls()) {
            bars = bars.union(events(env, parts.source(), Uids.BARS));
        }
        return CandlePipeline.define(
                bars,
                Optional.of(events(env, parts.control(topic), Uids.CONTROL).setParallelism(1)),
                pipeline.with(parts.push(topic)),
                parts.sinks().liveSinks());
    }

    private static SingleOutputStreamOperator<SymbolEvent> events(
            StreamExecutionEnvironment env, Source<SymbolEvent, ?, ?> source, Uids operator) {
        return env.fromSource(
                        source,
                        WatermarkStrategy.noWatermarks(),
                        operator.operatorName(),
                        WireTypes.SYMBOL_EVENT)
                .uid(operator.uid());
    }
}
