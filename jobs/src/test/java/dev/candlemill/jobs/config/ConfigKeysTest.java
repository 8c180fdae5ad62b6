package dev.candlemill.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.Fill;
import dev.candlemill.jobs.ExecutionOptions.StateBackend;
import dev.candlemill.jobs.OutsideSession;
import dev.candlemill.jobs.SourceOptions.Stamp;
import dev.candlemill.jobs.UnknownSymbols;
import dev.candlemill.jobs.config.ApiKeys.TimeBy;
import dev.candlemill.jobs.config.SinkKeys.Delivery;
import dev.candlemill.jobs.config.SinkKeys.SinkKind;
import dev.candlemill.jobs.config.SourceKeys.SourceKind;
import dev.candlemill.kafka.BarsStart;
import dev.candlemill.strategy.WarmUp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Names, defaults and types of every key; each of these tests fails for a key that it forgets. */
final class ConfigKeysTest {

    @Test
    void hasTheseDefaults() {
        Map<String, String> defaults = new TreeMap<>();
        ConfigKeys.all().forEach(key -> defaults.put(key.name(), key.defaultText().orElse("-")));

        assertThat(defaults)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                Map.entry("source.kind", "file"),
                                Map.entry("symbols", "-"),
                                Map.entry("file.input", "-"),
                                Map.entry("file.symbol", "-"),
                                Map.entry("file.tz", "UTC"),
                                Map.entry("file.stamp", "open"),
                                Map.entry("file.columns", "-"),
                                Map.entry("simulated.seed", "1"),
                                Map.entry("simulated.stocks", "20"),
                                Map.entry("simulated.crypto", "5"),
                                Map.entry("simulated.late", "0"),
                                Map.entry("simulated.duplicate", "0"),
                                Map.entry("simulated.revised", "0"),
                                Map.entry("simulated.bad", "0"),
                                Map.entry("simulated.outages", "0"),
                                Map.entry("simulated.forming", "false"),
                                Map.entry("venue", "-"),
                                Map.entry("venues.file", "-"),
                                Map.entry("alignment", "-"),
                                Map.entry("session", "regular"),
                                Map.entry("outside", "reject"),
                                Map.entry("fill", "none"),
                                Map.entry("bar", "auto"),
                                Map.entry("range.from", "1970-01-01"),
                                Map.entry("range.to", "-"),
                                Map.entry("range.as-of", "-"),
                                Map.entry("timeframes", "all"),
                                Map.entry("symbols.unknown", "accept"),
                                Map.entry("grace.polling", "60s"),
                                Map.entry("grace.push", "5s"),
                                Map.entry("feed.delayed", "false"),
                                Map.entry("grace.delayed", "15m"),
                                Map.entry("future-skew", "60s"),
                                Map.entry("indicators", "-"),
                                Map.entry("strategies", "-"),
                                Map.entry("strategies.timeframes", "1h,1d"),
                                Map.entry("strategies.warm-up", "usable"),
                                Map.entry("live.since", "-"),
                                Map.entry("live.poll-interval", "1s"),
                                Map.entry("live.forming", "1s"),
                                Map.entry("live.forget-after", "192h"),
                                Map.entry("live.flush-interval", "200ms"),
                                Map.entry("kafka.symbols", "-"),
                                Map.entry("kafka.from-offset", "committed"),
                                Map.entry("kafka.catch-up", "30s"),
                                Map.entry("simulated.speed", "1"),
                                Map.entry("simulated.time", "-"),
                                Map.entry("simulated.until", "-"),
                                Map.entry("sinks", "postgres"),
                                Map.entry("csv.output", "-"),
                                Map.entry("postgres.url", "-"),
                                Map.entry("postgres.user", "candlemill_job"),
                                Map.entry("postgres.password", "-"),
                                Map.entry("kafka.bootstrap", "-"),
                                Map.entry("kafka.prefix", "candlemill"),
                                Map.entry("kafka.delivery", "at-least-once"),
                                Map.entry("kafka.partitions", "0"),
                                Map.entry("kafka.timeframes", "-"),
                                Map.entry("kafka.transaction-timeout", "15m"),
                                Map.entry("kafka.properties", "-"),
                                Map.entry("job.id", "-"),
                                Map.entry("parallelism", "-"),
                                Map.entry("state.backend", "-"),
                                Map.entry("checkpoint.interval", "10s"),
                                Map.entry("checkpoint.dir", "-"),
                                Map.entry("api.port", "8080"),
                                Map.entry("api.host", "127.0.0.1"),
                                Map.entry("api.public-origins", "-"),
                                Map.entry("api.token-file", "-"),
                                Map.entry("api.time-by", "clock")));
    }

    @Test
    void mapsEveryKeyFromEnvironmentAndFileToTheSameValue() throws Exception {
        Map<ConfigKey<?>, String> texts = new LinkedHashMap<>();
        Map<ConfigKey<?>, Object> expected = new LinkedHashMap<>();
        examples().forEach((key, example) -> texts.put(key, example.text()));
        examples().forEach((key, example) -> expected.put(key, example.value()));
        assertThat(texts.keySet()).as("every key has an example").containsAll(ConfigKeys.all());

        Map<String, String> variables = new LinkedHashMap<>();
        StringBuilder yaml = new StringBuilder();
        texts.forEach((key, text) -> variables.put(key.environmentName(), text));
        texts.forEach(
                (key, text) -> yaml.append(key.name()).append(": '").append(text).append("'\n"));
        Settings fromVariables = Settings.of(List.of(EnvironmentLayer.read(variables)));
        Settings fromFile = Settings.of(List.of(YamlLayer.parse(yaml.toString(), "test.yaml")));

        assertThat(fromVariables.problems()).isEmpty();
        assertThat(fromFile.problems()).isEmpty();
        expected.forEach(
                (key, value) -> {
                    assertThat(revealed(fromVariables, key)).as(key.name()).isEqualTo(value);
                    assertThat(revealed(fromFile, key)).as(key.name()).isEqualTo(value);
                });
    }

    @Test
    void mapsEveryFlagToItsKey() throws Exception {
        for (Map.Entry<ConfigKey<?>, Example> example : examples().entrySet()) {
            ConfigKey<?> key = example.getKey();
            if (key.flag().isPresent()) {
                Layer layer = Arguments.layer(key.flag().get(), example.getValue().text());
                assertThat(layer.problems()).isEmpty();
                assertThat(revealed(Settings.of(List.of(layer)), key))
                        .as(key.flag().get())
                        .isEqualTo(example.getValue().value());
            }
        }
    }

    @Test
    void givesEveryKeyItsOwnNames() {
        assertThat(ConfigKeys.all()).extracting(ConfigKey::name).doesNotHaveDuplicates();
        assertThat(ConfigKeys.all()).extracting(ConfigKey::environmentName).doesNotHaveDuplicates();
        assertThat(ConfigKeys.all().stream().flatMap(key -> key.flag().stream()))
                .doesNotHaveDuplicates();
    }

    @Test
    void givesNoSecretAFlag() {
        assertThat(ConfigKeys.all().stream().filter(ConfigKey::isSecret))
                .isNotEmpty()
                .allMatch(key -> key.flag().isEmpty());
    }

    private record Example(String text, Object value) {}

    private static Object revealed(Settings settings, ConfigKey<?> key) {
        Object value = settings.get(key).orElseThrow();
        return value instanceof Secret secret ? secret.reveal() : value;
    }

    private static Map<ConfigKey<?>, Example> examples() {
        Map<ConfigKey<?>, Example> examples = new LinkedHashMap<>();
        examples.put(SourceKeys.SOURCE, new Example("simulated", SourceKind.SIMULATED));
        examples.put(
                SourceKeys.SYMBOLS, new Example("XNAS:AAPL, IBM", List.of("XNAS:AAPL", "IBM")));
        examples.put(SourceKeys.INPUT, new Example("/a,b/c.csv", List.of(Path.of("/a,b/c.csv"))));
        examples.put(SourceKeys.FILE_SYMBOL, new Example("BRK.B", "BRK.B"));
        examples.put(SourceKeys.FILE_ZONE, new Example("Asia/Tokyo", ZoneId.of("Asia/Tokyo")));
        examples.put(SourceKeys.FILE_STAMP, new Example("close", Stamp.CLOSE));
        examples.put(
                SourceKeys.FILE_COLUMNS,
                new Example("time=Date,volume=Vol", Map.of("time", "Date", "volume", "Vol")));
        examples.put(SourceKeys.SIMULATED_SEED, new Example("42", 42L));
        examples.put(SourceKeys.SIMULATED_STOCKS, new Example("3", 3));
        examples.put(SourceKeys.SIMULATED_CRYPTO, new Example("4", 4));
        examples.put(SourceKeys.SIMULATED_LATE, new Example("0.1", 0.1));
        examples.put(SourceKeys.SIMULATED_DUPLICATE, new Example("0.2", 0.2));
        examples.put(SourceKeys.SIMULATED_REVISED, new Example("0.3", 0.3));
        examples.put(SourceKeys.SIMULATED_BAD, new Example("0.4", 0.4));
        examples.put(SourceKeys.SIMULATED_OUTAGES, new Example("0.5", 0.5));
        examples.put(SourceKeys.SIMULATED_FORMING, new Example("true", true));
        examples.put(MarketKeys.VENUE, new Example("XLON", "XLON"));
        examples.put(MarketKeys.VENUES_FILE, new Example("/v.yaml", Path.of("/v.yaml")));
        examples.put(MarketKeys.ALIGNMENT, new Example("CLOCK", Alignment.CLOCK));
        examples.put(MarketKeys.SESSION, new Example("extended", Hours.EXTENDED));
        examples.put(MarketKeys.OUTSIDE, new Example("merge-close", OutsideSession.MERGE_CLOSE));
        examples.put(MarketKeys.FILL, new Example("previous-close", Fill.PREVIOUS_CLOSE));
        examples.put(MarketKeys.BAR, new Example("1m", Optional.of(BarSize.M1)));
        examples.put(
                MarketKeys.FROM, new Example("2024-01-02", Instant.parse("2024-01-02T00:00:00Z")));
        examples.put(
                MarketKeys.TO,
                new Example("2025-07-02T13:30:00Z", Instant.parse("2025-07-02T13:30:00Z")));
        examples.put(
                MarketKeys.AS_OF, new Example("2025-07-03", Instant.parse("2025-07-03T00:00:00Z")));
        examples.put(
                MarketKeys.TIMEFRAMES,
                new Example("60m,1D", EnumSet.of(Timeframe.H1, Timeframe.D1)));
        examples.put(MarketKeys.UNKNOWN_SYMBOLS, new Example("reject", UnknownSymbols.REJECT));
        examples.put(MarketKeys.GRACE_POLLING, new Example("90s", Duration.ofSeconds(90)));
        examples.put(MarketKeys.GRACE_PUSH, new Example("PT7S", Duration.ofSeconds(7)));
        examples.put(MarketKeys.FEED_DELAYED, new Example("true", true));
        examples.put(MarketKeys.GRACE_DELAYED, new Example("20m", Duration.ofMinutes(20)));
        examples.put(MarketKeys.FUTURE_SKEW, new Example("2m", Duration.ofMinutes(2)));
        examples.put(
                MarketKeys.INDICATORS,
                new Example("SMA( 10 ),macd(5,35,5)", List.of("sma(10)", "macd(5,35,5)")));
        examples.put(
                MarketKeys.STRATEGIES,
                new Example("rsi,sma_cross(3,8)", List.of("rsi(14,30,70)", "sma_cross(3,8)")));
        examples.put(
                MarketKeys.SIGNAL_TIMEFRAMES,
                new Example("4h,1w", Set.of(Timeframe.H4, Timeframe.W1)));
        examples.put(MarketKeys.WARM_UP, new Example("stable", WarmUp.STABLE));
        examples.put(
                LiveKeys.SINCE, new Example("2025-07-04", Instant.parse("2025-07-04T00:00:00Z")));
        examples.put(LiveKeys.POLL_INTERVAL, new Example("250ms", Duration.ofMillis(250)));
        examples.put(LiveKeys.SPEED, new Example("60", 60.0));
        examples.put(
                LiveKeys.MARKET_TIME,
                new Example("2026-01-02T14:20:00Z", Instant.parse("2026-01-02T14:20:00Z")));
        examples.put(
                LiveKeys.MARKET_UNTIL,
                new Example("2026-01-05T21:01:00Z", Instant.parse("2026-01-05T21:01:00Z")));
        examples.put(LiveKeys.FORMING, new Example("250ms", Optional.of(Duration.ofMillis(250))));
        examples.put(LiveKeys.FORGET_AFTER, new Example("36h", Duration.ofHours(36)));
        examples.put(LiveKeys.FLUSH_INTERVAL, new Example("50ms", Duration.ofMillis(50)));
        examples.put(
                LiveKeys.TOPIC_SYMBOLS, new Example("CRYPTO:BTCUSD", List.of("CRYPTO:BTCUSD")));
        examples.put(
                LiveKeys.FROM_OFFSET,
                new Example(
                        "2025-07-04",
                        new BarsStart.At(Instant.parse("2025-07-04T00:00:00Z").toEpochMilli())));
        examples.put(LiveKeys.CATCH_UP, new Example("5s", Duration.ofSeconds(5)));
        examples.put(
                SinkKeys.KAFKA_TIMEFRAMES,
                new Example("1h,1d", Set.of(Timeframe.H1, Timeframe.D1)));
        examples.put(
                SinkKeys.SINKS, new Example("csv,kafka", Set.of(SinkKind.CSV, SinkKind.KAFKA)));
        examples.put(SinkKeys.CSV_OUTPUT, new Example("/out", Path.of("/out")));
        examples.put(
                SinkKeys.POSTGRES_URL,
                new Example(
                        "jdbc:postgresql://db:5432/market", "jdbc:postgresql://db:5432/market"));
        examples.put(SinkKeys.POSTGRES_USER, new Example("writer", "writer"));
        examples.put(SinkKeys.POSTGRES_PASSWORD, new Example("sesame", "sesame"));
        examples.put(SinkKeys.KAFKA_BOOTSTRAP, new Example("a:9092,b:9092", "a:9092,b:9092"));
        examples.put(SinkKeys.KAFKA_PREFIX, new Example("mill", "mill"));
        examples.put(SinkKeys.KAFKA_DELIVERY, new Example("exactly-once", Delivery.EXACTLY_ONCE));
        examples.put(SinkKeys.KAFKA_PARTITIONS, new Example("6", 6));
        examples.put(SinkKeys.KAFKA_TRANSACTION_TIMEOUT, new Example("1h", Duration.ofHours(1)));
        examples.put(
                SinkKeys.KAFKA_PROPERTIES,
                new Example("security.protocol=SSL", Map.of("security.protocol", "SSL")));
        examples.put(RunKeys.JOB_ID, new Example("july-1", "july-1"));
        examples.put(RunKeys.PARALLELISM, new Example("8", 8));
        examples.put(RunKeys.STATE, new Example("rocksdb", StateBackend.ROCKSDB));
        examples.put(RunKeys.CHECKPOINT_INTERVAL, new Example("500ms", Duration.ofMillis(500)));
        examples.put(RunKeys.CHECKPOINT_DIR, new Example("s3://b/c", "s3://b/c"));
        examples.put(ApiKeys.PORT, new Example("0", 0));
        examples.put(ApiKeys.HOST, new Example("0.0.0.0", "0.0.0.0"));
        examples.put(
                ApiKeys.PUBLIC_ORIGINS,
                new Example(
                        "https://a.example,http://b.example:8080",
                        List.of("https://a.example", "http://b.example:8080")));
        examples.put(ApiKeys.TOKEN_FILE, new Example("/run/tokens", Path.of("/run/tokens")));
        examples.put(ApiKeys.TIME_BY, new Example("data", TimeBy.DATA));
        return examples;
    }
}
