package dev.candlemill.jobs.config;

import static dev.candlemill.jobs.config.ValueTypes.choice;

import dev.candlemill.bar.BarSize;
import dev.candlemill.calendar.Alignment;
import dev.candlemill.calendar.Hours;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.Fill;
import dev.candlemill.jobs.OutsideSession;
import dev.candlemill.jobs.UnknownSymbols;
import dev.candlemill.strategy.WarmUp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Settings: which bars, and what becomes of them. */
final class MarketKeys {

    static final KeyGroup GROUP = new KeyGroup("Which bars, and what becomes of them");

    static final ConfigKey<String> VENUE =
            GROUP.add(
                    ConfigKey.of(
                                    "venue",
                                    ValueTypes.TEXT,
                                    "The venue of symbols that name none (XNAS:AAPL names one): XNYS,"
                                            + " XNAS, XLON, XHKG, XTKS, FX, CRYPTO or your own.")
                            .flag("--venue"));
    static final ConfigKey<Path> VENUES_FILE =
            GROUP.add(
                    ConfigKey.of(
                                    "venues.file",
                                    ValueTypes.PATH,
                                    "Your own venues (YAML), laid over the shipped ones.")
                            .flag("--venues-file"));
    static final ConfigKey<Alignment> ALIGNMENT =
            GROUP.add(
                    ConfigKey.of(
                                    "alignment",
                                    choice(Alignment.class),
                                    "Where intraday buckets begin: at the session's open, on the venue's"
                                            + " clock, or on UTC's. Not set: as each venue says, at"
                                            + " the session's open if it says nothing.")
                            .flag("--alignment"));
    static final ConfigKey<Hours> SESSION =
            GROUP.add(
                    ConfigKey.of(
                                    "session",
                                    choice(Hours.class),
                                    "Regular trading hours, or the extended ones where a venue has them.")
                            .flag("--session")
                            .byDefault("regular"));
    static final ConfigKey<OutsideSession> OUTSIDE =
            GROUP.add(
                    ConfigKey.of(
                                    "outside",
                                    choice(OutsideSession.class),
                                    "Bars outside every session: reject them, or let the one that opens"
                                            + " exactly at the close (an auction) join the last buckets.")
                            .flag("--outside")
                            .byDefault("reject"));
    static final ConfigKey<Fill> FILL =
            GROUP.add(
                    ConfigKey.of(
                                    "fill",
                                    choice(Fill.class),
                                    "Buckets without any bar, once they are final: no candle, or a flat"
                                            + " one at the previous close with volume 0, whose"
                                            + " bar_count is 0.")
                            .flag("--fill")
                            .byDefault("none"));
    static final ConfigKey<Optional<BarSize>> BAR =
            GROUP.add(
                    ConfigKey.of(
                                    "bar",
                                    ValueTypes.BAR,
                                    "How long one input bar lasts; auto tells it per symbol.")
                            .flag("--bar")
                            .byDefault("auto"));
    static final ConfigKey<Instant> FROM =
            GROUP.add(
                    ConfigKey.of(
                                    "range.from",
                                    ValueTypes.INSTANT,
                                    "The first bar's open time. Simulated bars need one.")
                            .flag("--from")
                            .byDefault("1970-01-01"));
    static final ConfigKey<Instant> TO =
            GROUP.add(
                    ConfigKey.of(
                                    "range.to",
                                    ValueTypes.INSTANT,
                                    "Only bars that open before it. Not set: now.")
                            .flag("--to"));
    static final ConfigKey<Instant> AS_OF =
            GROUP.add(
                    ConfigKey.of(
                                    "range.as-of",
                                    ValueTypes.INSTANT,
                                    "Candles that close (plus grace) by then are final, complete or not."
                                            + " Not set: range.to.")
                            .flag("--as-of"));
    static final ConfigKey<Set<Timeframe>> TIMEFRAMES =
            GROUP.add(
                    ConfigKey.of(
                                    "timeframes",
                                    ValueTypes.TIMEFRAMES,
                                    "Which candles to store and send; 5m always is. A live job"
                                            + " adds what is wanted of a symbol.")
                            .flag("--timeframes")
                            .byDefault("all"));
    static final ConfigKey<UnknownSymbols> UNKNOWN_SYMBOLS =
            GROUP.add(
                    ConfigKey.of(
                                    "symbols.unknown",
                                    choice(UnknownSymbols.class),
                                    "What becomes of symbols that the table ticker_index does not list."
                                            + " To reject them needs Postgres.")
                            .flag("--unknown-symbols")
                            .byDefault("accept"));
    static final ConfigKey<Duration> GRACE_POLLING =
            GROUP.add(
                    ConfigKey.of(
                                    "grace.polling",
                                    ValueTypes.DURATION,
                                    "How long an incomplete candle waits after its close, for sources"
                                            + " that are asked (files, simulated).")
                            .flag("--grace")
                            .byDefault("60s"));
    static final ConfigKey<Duration> GRACE_PUSH =
            GROUP.add(
                    ConfigKey.of(
                                    "grace.push",
                                    ValueTypes.DURATION,
                                    "The same where all bars come from a source that sends by itself (kafka).")
                            .byDefault("5s"));
    static final ConfigKey<Boolean> FEED_DELAYED =
            GROUP.add(
                    ConfigKey.of(
                                    "feed.delayed",
                                    ValueTypes.BOOLEAN,
                                    "Whether the source delivers bars late by contract, as free feeds"
                                            + " of exchanges do.")
                            .byDefault("false"));
    static final ConfigKey<Duration> GRACE_DELAYED =
            GROUP.add(
                    ConfigKey.of(
                                    "grace.delayed",
                                    ValueTypes.DURATION,
                                    "What a delayed feed adds to the grace.")
                            .byDefault("15m"));
    static final ConfigKey<Duration> FUTURE_SKEW =
            GROUP.add(
                    ConfigKey.of(
                                    "future-skew",
                                    ValueTypes.DURATION,
                                    "How far ahead of the source's clock a bar may open.")
                            .flag("--future-skew")
                            .byDefault("60s"));

    static final ConfigKey<List<String>> INDICATORS =
            GROUP.add(
                    ConfigKey.of(
                                    "indicators",
                                    ValueTypes.INDICATORS,
                                    "Indicators of every candle beyond the catalogue, such as sma(10) or"
                                            + " supertrend(10,3); docs/indicators.md lists them.")
                            .flag("--indicators"));
    static final ConfigKey<List<String>> STRATEGIES =
            GROUP.add(
                    ConfigKey.of(
                                    "strategies",
                                    ValueTypes.STRATEGIES,
                                    "Strategies to run on every symbol, beside the stored setups, such as"
                                            + " sma_cross(20,50) or rsi(14,30,70); their signals name"
                                            + " the setup 'run'. docs/strategies.md lists them.")
                            .flag("--strategies"));
    static final ConfigKey<Set<Timeframe>> SIGNAL_TIMEFRAMES =
            GROUP.add(
                    ConfigKey.of(
                                    "strategies.timeframes",
                                    ValueTypes.TIMEFRAMES,
                                    "The timeframes that those strategies watch.")
                            .flag("--strategy-timeframes")
                            .byDefault("1h,1d"));
    static final ConfigKey<WarmUp> WARM_UP =
            GROUP.add(
                    ConfigKey.of(
                                    "strategies.warm-up",
                                    choice(WarmUp.class),
                                    "What an indicator must be before a strategy that reads it speaks:"
                                            + " defined, usable (its seed weighs less than 1e-3) or"
                                            + " stable (1e-9).")
                            .flag("--warm-up")
                            .byDefault("usable"));

    private MarketKeys() {}
}
