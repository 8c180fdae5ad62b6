package dev.candlemill.jobs.config;

import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.jobs.BackfillOptions;
import dev.candlemill.jobs.ExecutionOptions;
import dev.candlemill.jobs.LiveOptions;
import dev.candlemill.jobs.LiveOptions.TopicOptions;
import dev.candlemill.jobs.RangeOptions;
import dev.candlemill.jobs.SignalOptions;
import dev.candlemill.jobs.SinkOptions;
import dev.candlemill.jobs.SinkOptions.CsvOptions;
import dev.candlemill.jobs.SinkOptions.KafkaOptions;
import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.jobs.SourceOptions;
import dev.candlemill.jobs.SourceOptions.Disorder;
import dev.candlemill.jobs.SourceOptions.FileOptions;
import dev.candlemill.jobs.SourceOptions.KafkaBarsOptions;
import dev.candlemill.jobs.SourceOptions.SimulatedOptions;
import dev.candlemill.jobs.SourceOptions.StoredOptions;
import dev.candlemill.jobs.TimingOptions;
import dev.candlemill.jobs.config.SinkKeys.Delivery;
import dev.candlemill.jobs.config.SinkKeys.SinkKind;
import dev.candlemill.jobs.config.SourceKeys.SourceKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns settings into options, once no mistake is left in them. */
final class OptionsReader {

    private final Settings settings;

    private OptionsReader(Settings settings) {
        this.settings = settings;
    }

    static BackfillOptions read(Settings settings, Optional<Resume> resume) throws ConfigException {
        List<ConfigProblem> problems = new ArrayList<>(settings.problems());
        problems.addAll(Requirements.missingFrom(settings));
        OptionsReader reader = new OptionsReader(settings);
        CalendarSettings calendar = new CalendarReader(settings, problems).read();
        problems.addAll(SimulatedRequirements.missingFromRange(settings, calendar));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return reader.options(calendar, resume.flatMap(Resume::checkpoint));
    }

    /** The same for the live job. */
    static LiveOptions readLive(Settings settings, Optional<Resume> resume) throws ConfigException {
        List<ConfigProblem> problems = new ArrayList<>(settings.problems());
        problems.addAll(Requirements.missingFromLive(settings));
        resume.flatMap(earlier -> earlier.movedSymbols(settings)).ifPresent(problems::add);
        OptionsReader reader = new OptionsReader(settings);
        CalendarSettings calendar = new CalendarReader(settings, problems).read();
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new LiveOptions(
                reader.options(calendar, resume.flatMap(Resume::checkpoint)),
                reader.topic(),
                settings.get(LiveKeys.SINCE),
                settings.require(LiveKeys.POLL_INTERVAL),
                settings.require(LiveKeys.FORMING),
                settings.require(LiveKeys.FORGET_AFTER),
                settings.require(LiveKeys.FLUSH_INTERVAL),
                new LiveOptions.MarketOptions(
                        settings.get(LiveKeys.MARKET_TIME),
                        settings.get(LiveKeys.MARKET_UNTIL),
                        settings.require(LiveKeys.SPEED)));
    }

    private BackfillOptions options(CalendarSettings calendar, Optional<String> restoreFrom) {
        return new BackfillOptions(
                settings.require(RunKeys.JOB_ID),
                source(),
                settings.get(SourceKeys.SYMBOLS).orElse(List.of()),
                calendar,
                range(),
                settings.require(MarketKeys.TIMEFRAMES),
                settings.require(MarketKeys.OUTSIDE),
                settings.require(MarketKeys.FILL),
                settings.require(MarketKeys.UNKNOWN_SYMBOLS),
                settings.require(MarketKeys.BAR),
                timing(),
                signals(),
                sinks(),
                execution(restoreFrom),
                shown());
    }

    private Map<String, String> shown() {
        Map<String, String> shown = new TreeMap<>();
        for (ConfigKey<?> key : ConfigKeys.all()) {
            if (ConfigKeys.isForJobs(key) && !key.isSecret()) {
                settings.shown(key).ifPresent(text -> shown.put(key.name(), text));
            }
        }
        return shown;
    }

    private SourceOptions source() {
        return switch (settings.require(SourceKeys.SOURCE)) {
            case FILE ->
                    new FileOptions(
                            settings.require(SourceKeys.INPUT),
                            settings.get(SourceKeys.FILE_SYMBOL),
                            settings.require(SourceKeys.FILE_ZONE),
                            settings.require(SourceKeys.FILE_STAMP),
                            settings.get(SourceKeys.FILE_COLUMNS).orElse(Map.of()));
            case SIMULATED ->
                    new SimulatedOptions(
                            settings.require(SourceKeys.SIMULATED_SEED),
                            settings.require(SourceKeys.SIMULATED_STOCKS),
                            settings.require(SourceKeys.SIMULATED_CRYPTO),
                            disorder());
            case STORED -> new StoredOptions();
            case KAFKA -> kafkaBars();
        };
    }

    /** With bars of all symbols, or beside a source that is polled. */
    private Optional<TopicOptions> topic() {
        if (settings.require(SourceKeys.SOURCE) == SourceKind.KAFKA) {
            List<String> symbols = settings.get(SourceKeys.SYMBOLS).orElse(List.of());
            return Optional.of(new TopicOptions(kafkaBars(), Set.copyOf(symbols)));
        }
        return settings.get(LiveKeys.TOPIC_SYMBOLS)
                .map(symbols -> new TopicOptions(kafkaBars(), Set.copyOf(symbols)));
    }

    private KafkaBarsOptions kafkaBars() {
        return new KafkaBarsOptions(
                kafka(),
                settings.require(LiveKeys.FROM_OFFSET),
                settings.require(LiveKeys.CATCH_UP));
    }

    private Disorder disorder() {
        return new Disorder(
                settings.require(SourceKeys.SIMULATED_LATE),
                settings.require(SourceKeys.SIMULATED_DUPLICATE),
                settings.require(SourceKeys.SIMULATED_REVISED),
                settings.require(SourceKeys.SIMULATED_BAD),
                settings.require(SourceKeys.SIMULATED_OUTAGES),
                settings.require(SourceKeys.SIMULATED_FORMING));
    }

    private RangeOptions range() {
        long to = settings.require(MarketKeys.TO).toEpochMilli();
        return new RangeOptions(
                settings.require(MarketKeys.FROM).toEpochMilli(),
                to,
                settings.get(MarketKeys.AS_OF).map(asOf -> asOf.toEpochMilli()).orElse(to));
    }

    private TimingOptions timing() {
        return new TimingOptions(
                graceMillis(settings), settings.require(MarketKeys.FUTURE_SKEW).toMillis());
    }

    static long graceMillis(Settings settings) {
        boolean isPushed = settings.require(SourceKeys.SOURCE) == SourceKind.KAFKA;
        Duration grace =
                settings.require(isPushed ? MarketKeys.GRACE_PUSH : MarketKeys.GRACE_POLLING);
        Duration delay =
                settings.require(MarketKeys.FEED_DELAYED)
                        ? settings.require(MarketKeys.GRACE_DELAYED)
                        : Duration.ZERO;
        return grace.plus(delay).toMillis();
    }

    private SignalOptions signals() {
        return new SignalOptions(
                settings.get(MarketKeys.INDICATORS).orElse(List.of()),
                settings.get(MarketKeys.STRATEGIES).orElse(List.of()),
                settings.require(MarketKeys.SIGNAL_TIMEFRAMES).stream().sorted().toList(),
                settings.require(MarketKeys.WARM_UP));
    }

    private SinkOptions sinks() {
        Set<SinkKind> chosen = settings.require(SinkKeys.SINKS);
        return new SinkOptions(
                chosen.contains(SinkKind.CSV)
                        ? Optional.of(new CsvOptions(settings.require(SinkKeys.CSV_OUTPUT)))
                        : Optional.empty(),
                chosen.contains(SinkKind.POSTGRES) ? Optional.of(postgres()) : Optional.empty(),
                chosen.contains(SinkKind.KAFKA) ? Optional.of(kafka()) : Optional.empty());
    }

    private PostgresOptions postgres() {
        return new PostgresOptions(
                settings.require(SinkKeys.POSTGRES_URL),
                settings.require(SinkKeys.POSTGRES_USER),
                settings.get(SinkKeys.POSTGRES_PASSWORD).orElse(new Secret("")));
    }

    private KafkaOptions kafka() {
        return new KafkaOptions(
                settings.require(SinkKeys.KAFKA_BOOTSTRAP),
                settings.require(SinkKeys.KAFKA_PREFIX),
                settings.require(SinkKeys.KAFKA_DELIVERY) == Delivery.EXACTLY_ONCE,
                settings.require(SinkKeys.KAFKA_TRANSACTION_TIMEOUT).toMillis(),
                settings.require(SinkKeys.KAFKA_PARTITIONS),
                kafkaTimeframes(),
                settings.get(SinkKeys.KAFKA_TIMEFRAMES).isEmpty(),
                settings.get(SinkKeys.KAFKA_PROPERTIES).orElse(Map.of()));
    }

    /** Only candles that are written at all can be sent. */
    private Set<Timeframe> kafkaTimeframes() {
        Set<Timeframe> written = settings.require(MarketKeys.TIMEFRAMES);
        return settings.get(SinkKeys.KAFKA_TIMEFRAMES).orElse(written).stream()
                .filter(written::contains)
                .collect(Collectors.toUnmodifiableSet());
    }

    private ExecutionOptions execution(Optional<String> restoreFrom) {
        String id = settings.require(RunKeys.JOB_ID);
        return new ExecutionOptions(
                settings.get(RunKeys.PARALLELISM),
                settings.get(RunKeys.STATE),
                settings.require(RunKeys.CHECKPOINT_INTERVAL).toMillis(),
                settings.get(RunKeys.CHECKPOINT_DIR)
                        .map(folder -> folder.replaceFirst("/*$", "/") + id),
                restoreFrom);
    }
}
