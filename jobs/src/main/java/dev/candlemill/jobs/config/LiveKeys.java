package dev.candlemill.jobs.config;

import dev.candlemill.kafka.BarsStart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Settings: how a live job follows its market. A backfill has no use for them. */
final class LiveKeys {

    static final KeyGroup GROUP = new KeyGroup("How a live job follows its market");

    static final ConfigKey<Instant> SINCE =
            GROUP.add(
                    ConfigKey.of(
                                    "live.since",
                                    ValueTypes.INSTANT,
                                    "Where symbols begin of which nothing is stored; the others"
                                            + " continue where they are settled. Not set: now.")
                            .flag("--since"));
    static final ConfigKey<Duration> POLL_INTERVAL =
            GROUP.add(
                    ConfigKey.of(
                                    "live.poll-interval",
                                    ValueTypes.DURATION,
                                    "How long a symbol is left alone after an answer.")
                            .flag("--poll-interval")
                            .byDefault("1s"));
    static final ConfigKey<Optional<Duration>> FORMING =
            GROUP.add(
                    ConfigKey.of(
                                    "live.forming",
                                    ValueTypes.INTERVAL,
                                    "How often a candle that is not final is sent to"
                                            + " <prefix>.market.forming.v1 at most, for charts. Only"
                                            + " where Kafka is a sink.")
                            .flag("--forming")
                            .byDefault("1s"));
    static final ConfigKey<Duration> FORGET_AFTER =
            GROUP.add(
                    ConfigKey.of(
                                    "live.forget-after",
                                    ValueTypes.DURATION,
                                    "How long a symbol that nobody follows any more, or of which no bar"
                                            + " comes from Kafka and nothing is open, is held. If it"
                                            + " comes again, it begins with what is stored.")
                            .byDefault("192h"));
    static final ConfigKey<Duration> FLUSH_INTERVAL =
            GROUP.add(
                    ConfigKey.of(
                                    "live.flush-interval",
                                    ValueTypes.DURATION,
                                    "How long a row waits for others before it is written to Postgres.")
                            .byDefault("200ms"));
    static final ConfigKey<Double> SPEED =
            GROUP.add(
                    ConfigKey.of(
                                    "simulated.speed",
                                    ValueTypes.SPEED,
                                    "How many seconds pass in the simulated market per second.")
                            .flag("--speed")
                            .byDefault("1"));
    static final ConfigKey<Instant> MARKET_TIME =
            GROUP.add(
                    ConfigKey.of(
                                    "simulated.time",
                                    ValueTypes.INSTANT,
                                    "What time it is in the simulated market when a live job starts, at"
                                            + " least: it never goes back. Not set: now; with a"
                                            + " speed, where it was left.")
                            .flag("--market-time"));
    static final ConfigKey<Instant> MARKET_UNTIL =
            GROUP.add(
                    ConfigKey.of(
                                    "simulated.until",
                                    ValueTypes.INSTANT,
                                    "The time at which the simulated market of a live job stops:"
                                            + " nothing comes any more, and what is not closed by"
                                            + " then stays open. Not set: it goes on.")
                            .flag("--market-until"));

    static final ConfigKey<List<String>> TOPIC_SYMBOLS =
            GROUP.add(
                    ConfigKey.of(
                                    "kafka.symbols",
                                    ValueTypes.SYMBOLS,
                                    "Symbols whose bars come from <prefix>.market.bars.v1, beside those"
                                            + " that the source is asked for. With --source kafka all"
                                            + " bars do, of all symbols or of --symbols.")
                            .flag("--topic-symbols"));

    static final ConfigKey<BarsStart> FROM_OFFSET =
            GROUP.add(
                    ConfigKey.of(
                                    "kafka.from-offset",
                                    ValueTypes.FROM_OFFSET,
                                    "Where a job without a checkpoint begins to read bars from Kafka:"
                                            + " committed is where the last one committed, else"
                                            + " earliest; a time is that of the records' timestamps.")
                            .flag("--from-offset")
                            .byDefault("committed"));
    static final ConfigKey<Duration> CATCH_UP =
            GROUP.add(
                    ConfigKey.of(
                                    "kafka.catch-up",
                                    ValueTypes.DURATION,
                                    "How long no bar must have come, after a start or after one that was"
                                            + " behind its time, before that means that there was"
                                            + " none.")
                            .byDefault("30s"));

    /** What only a backfill has a use for. */
    static final Set<ConfigKey<?>> ONLY_BOUNDED =
            Set.of(
                    MarketKeys.FROM,
                    MarketKeys.TO,
                    MarketKeys.AS_OF,
                    SourceKeys.INPUT,
                    SourceKeys.FILE_SYMBOL,
                    SourceKeys.FILE_ZONE,
                    SourceKeys.FILE_STAMP,
                    SourceKeys.FILE_COLUMNS,
                    SinkKeys.CSV_OUTPUT);

    private LiveKeys() {}
}
