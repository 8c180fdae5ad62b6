package dev.candlemill.jobs;

import dev.candlemill.bar.LateBar;
import dev.candlemill.bar.RejectedBar;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.candle.StoppedStrategy;
import dev.candlemill.candle.SymbolReport;
import dev.candlemill.csv.CsvBaselineReader;
import dev.candlemill.csv.CsvSettings;
import dev.candlemill.csv.CsvSinks;
import dev.candlemill.jobs.SourceOptions.KafkaBarsOptions;
import dev.candlemill.jobs.pipeline.Sinks;
import dev.candlemill.kafka.KafkaPreflightException;
import dev.candlemill.kafka.KafkaSettings;
import dev.candlemill.kafka.KafkaSinks;
import dev.candlemill.kafka.KafkaTopic;
import dev.candlemill.kafka.KafkaTopics;
import dev.candlemill.kafka.SentRecords;
import dev.candlemill.kafka.SentTimeframes;
import dev.candlemill.postgres.PostgresBaselineReader;
import dev.candlemill.postgres.PostgresSinkOptions;
import dev.candlemill.postgres.PostgresSinks;
import dev.candlemill.postgres.SetupDraft;
import dev.candlemill.postgres.SymbolIndex;
import dev.candlemill.postgres.TradingSetups;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.signal.Signal;
import dev.candlemill.source.BaselineReader;
import dev.candlemill.source.SetupBaselines;
import dev.candlemill.source.UnsettledReader;
import dev.candlemill.wire.Uids;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The sinks that are on, ready to be attached, and what they already hold. */
final class BackfillSinks {

    private final BackfillOptions options;
    private final Optional<PostgresSinkOptions> postgres;
    private final Optional<KafkaSettings> kafka;
    private final Optional<CsvSettings> csv;

    /**
     * @param postgres with the lease that this attempt of the run took
     */
    BackfillSinks(BackfillOptions options, Optional<PostgresSinkOptions> postgres) {
        this.options = options;
        this.postgres = postgres;
        long epoch = postgres.map(store -> store.lease().epoch()).orElse(0L);
        this.kafka = options.sinks().kafka().map(broker -> kafkaSettings(broker, epoch));
        this.csv = options.sinks().csv().map(this::csvSettings);
    }

    /**
     * The same, and a topic for candles that are not final.
     *
     * @throws PreflightException naming what is missing
     */
    void prepareForming(BackfillProgress progress) throws PreflightException {
        try {
            if (kafka.isPresent()) {
                KafkaTopics.prepare(kafka.get().atLeastOnce(), Set.of(KafkaTopic.FORMING))
                        .differences()
                        .forEach(progress::warning);
            }
        } catch (KafkaPreflightException e) {
            throw PreflightException.of(e);
        }
    }

    /**
     * Makes sure that files and topics can take what will come.
     *
     * @throws PreflightException naming what is missing
     */
    void prepare(BackfillProgress progress) throws PreflightException {
        try {
            if (csv.isPresent()) {
                CsvSinks.prepare(csv.get());
            }
            if (kafka.isPresent()) {
                KafkaTopics.prepare(kafka.get(), commitsWithin())
                        .differences()
                        .forEach(progress::warning);
                warnOfForgetting(progress);
            }
        } catch (KafkaPreflightException | IOException e) {
            throw PreflightException.of(e);
        }
    }

    /**
     * Makes sure that the topic that bars come from is there.
     *
     * @throws PreflightException naming what is missing
     */
    void prepareBars(KafkaBarsOptions topic, BackfillProgress progress) throws PreflightException {
        try {
            KafkaTopics.prepare(
                            kafkaSettings(topic.broker(), 0).atLeastOnce(), Set.of(KafkaTopic.BARS))
                    .differences()
                    .forEach(progress::warning);
        } catch (KafkaPreflightException e) {
            throw PreflightException.of(e);
        }
    }

    /** A topic is not read back: what was sent is known to a store only. */
    private void warnOfForgetting(BackfillProgress progress) {
        if (postgres.isEmpty() && csv.isEmpty()) {
            progress.warning(
                    "nothing remembers what was sent to Kafka: every run sends all its candles"
                            + " again, as revision 1 of epoch 0, corrected ones too; with --sink"
                            + " postgres,kafka it sends what is new or changed");
        }
    }

    /**
     * The symbol index, where the run was told to heed it.
     *
     * @throws IOException when Postgres does not answer
     */
    Optional<Set<String>> knownSymbols() throws IOException {
        if (options.unknownSymbols() == UnknownSymbols.ACCEPT || postgres.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(SymbolIndex.symbols(postgres.get().settings()));
    }

    /** Removes what sinks kept for a restart, when the job has finished and there is none. */
    void tidy(BackfillProgress progress) {
        try {
            if (csv.isPresent()) {
                CsvSinks.tidy(csv.get());
            }
        } catch (IOException e) {
            progress.warning("what the CSV sink kept for a restart cannot be deleted: " + e);
        }
    }

    /**
     * What is stored: in Postgres where that is on, else in the CSV folder; with the setups that
     * are active now.
     *
     * @throws IOException when Postgres does not answer
     */
    BaselineReader.Factory baselines() throws IOException {
        return new SetupBaselines(stored(), activeSetups(), options.signals().ofEverySymbol());
    }

    private List<TradingSetup> activeSetups() throws IOException {
        return postgres.isPresent()
                ? new TradingSetups(postgres.get().settings(), SetupDraft.Rules.FORM_ONLY).active()
                : List.of();
    }

    private BaselineReader.Factory stored() {
        if (postgres.isPresent()) {
            return PostgresBaselineReader.factory(postgres.get());
        }
        return csv.map(CsvBaselineReader::factory).orElseGet(BaselineReader.Factory::nothingStored);
    }

    /** What a live job asks for what an attempt that failed has let out. */
    List<UnsettledReader.Factory> unsettled(PostgresSinkOptions store) {
        List<UnsettledReader.Factory> all = new ArrayList<>();
        all.add(PostgresBaselineReader.endless(store));
        kafka.filter(broker -> !SentRecords.topics(broker).isEmpty())
                .ifPresent(broker -> all.add(SentRecords.factory(broker)));
        return all;
    }

    Sinks sinks() {
        return sinks(PostgresSinks::reports);
    }

    /** Of a run that has no row in {@code backfill_jobs}. */
    Sinks liveSinks() {
        return sinks(PostgresSinks::liveCounts);
    }

    private Sinks sinks(Function<PostgresSinkOptions, Sink<SymbolReport>> counts) {
        return new Sinks(
                this::addCandles,
                this::addSignals,
                this::addStopped,
                this::addRejected,
                this::addLate,
                snapshots ->
                        postgres.ifPresent(
                                store ->
                                        attach(
                                                snapshots,
                                                PostgresSinks.snapshots(store),
                                                Uids.POSTGRES_SNAPSHOTS)),
                reports ->
                        postgres.ifPresent(
                                store ->
                                        attach(
                                                reports,
                                                counts.apply(store),
                                                Uids.POSTGRES_REPORTS)));
    }

    private void addCandles(DataStream<CandlePage> candles) {
        postgres.ifPresent(
                store -> attach(candles, PostgresSinks.candles(store), Uids.POSTGRES_CANDLES));
        kafka.ifPresent(broker -> KafkaSinks.candles(candles, broker, sent()));
        csv.ifPresent(folder -> CsvSinks.candles(candles, folder));
    }

    void addForming(DataStream<CandlePage> forming) {
        kafka.ifPresent(broker -> KafkaSinks.forming(forming, broker, sent()));
    }

    private void addSignals(DataStream<Signal> signals) {
        postgres.ifPresent(
                store -> attach(signals, PostgresSinks.signals(store), Uids.POSTGRES_SIGNALS));
        kafka.ifPresent(broker -> KafkaSinks.signals(signals, broker));
        csv.ifPresent(folder -> CsvSinks.signals(signals, folder));
    }

    private void addStopped(DataStream<StoppedStrategy> stopped) {
        postgres.ifPresent(
                store -> attach(stopped, PostgresSinks.stopped(store), Uids.POSTGRES_STOPPED));
    }

    private void addRejected(DataStream<RejectedBar> rejected) {
        postgres.ifPresent(
                store -> attach(rejected, PostgresSinks.rejected(store), Uids.POSTGRES_REJECTED));
        kafka.ifPresent(broker -> KafkaSinks.rejected(rejected, broker));
        csv.ifPresent(folder -> CsvSinks.rejected(rejected, folder));
    }

    private void addLate(DataStream<LateBar> late) {
        postgres.ifPresent(store -> attach(late, PostgresSinks.late(store), Uids.POSTGRES_LATE));
        kafka.ifPresent(broker -> KafkaSinks.late(late, broker));
        csv.ifPresent(folder -> CsvSinks.late(late, folder));
    }

    private static <T> void attach(DataStream<T> stream, Sink<T> sink, Uids operator) {
        stream.sinkTo(sink).uid(operator.uid()).name(operator.operatorName());
    }

    private SentTimeframes sent() {
        SinkOptions.KafkaOptions broker = options.sinks().kafka().orElseThrow();
        return new SentTimeframes(broker.timeframes(), broker.sendsWanted());
    }

    /** A folder is a store, and what is made of 5m candles later needs them there. */
    private CsvSettings csvSettings(SinkOptions.CsvOptions folder) {
        Set<Timeframe> stored = EnumSet.of(Timeframe.M5);
        stored.addAll(options.timeframes());
        return CsvSettings.of(folder.output().toString(), options.jobId()).withTimeframes(stored);
    }

    KafkaSettings kafkaSettings(SinkOptions.KafkaOptions broker, long epoch) {
        KafkaSettings settings =
                KafkaSettings.of(broker.bootstrap(), options.jobId(), epoch)
                        .withPrefix(broker.prefix())
                        .withPartitions(broker.partitions())
                        .withClientProperties(broker.properties());
        return broker.exactlyOnce()
                ? settings.exactlyOnce(Duration.ofMillis(broker.transactionTimeout()))
                : settings;
    }

    /** A transaction stays open until the next checkpoint, or the one after a restart. */
    Optional<Duration> commitsWithin() {
        return Optional.of(
                Duration.ofMillis(options.execution().checkpointInterval())
                        .plus(JobConfiguration.RESTART_BUDGET));
    }
}
