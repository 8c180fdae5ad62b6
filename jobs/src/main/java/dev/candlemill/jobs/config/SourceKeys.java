package dev.candlemill.jobs.config;

import static dev.candlemill.jobs.config.ValueTypes.choice;
import static dev.candlemill.jobs.config.ValueTypes.wholeNumber;

import dev.candlemill.jobs.SourceOptions.Stamp;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Settings: where bars come from. */
final class SourceKeys {

    static final KeyGroup GROUP = new KeyGroup("Where bars come from");

    static final ConfigKey<SourceKind> SOURCE =
            GROUP.add(
                    ConfigKey.of(
                                    "source.kind",
                                    choice(SourceKind.class),
                                    "Where bars come from; stored: from the candles in Postgres, to compute"
                                            + " indicators and signals again; kafka: a live job reads the"
                                            + " topic <prefix>.market.bars.v1.")
                            .flag("--source")
                            .byDefault("file"));
    static final ConfigKey<List<String>> SYMBOLS =
            GROUP.add(
                    ConfigKey.of(
                                    "symbols",
                                    ValueTypes.SYMBOLS,
                                    "Which symbols to read. Not set: all that the source has.")
                            .flag("--symbols"));
    static final ConfigKey<List<Path>> INPUT =
            GROUP.add(
                    ConfigKey.of(
                                    "file.input",
                                    ValueTypes.PATHS,
                                    "CSV files, gzipped or not, or folders of them; repeat the flag for more."
                                            + " Where two hold the same bar, the later one wins.")
                            .flag("--input"));
    static final ConfigKey<String> FILE_SYMBOL =
            GROUP.add(
                    ConfigKey.of(
                                    "file.symbol",
                                    ValueTypes.SYMBOL,
                                    "The symbol of every bar. Not set: a symbol column, else the file's name.")
                            .flag("--symbol"));
    static final ConfigKey<ZoneId> FILE_ZONE =
            GROUP.add(
                    ConfigKey.of(
                                    "file.tz",
                                    ValueTypes.ZONE,
                                    "The zone of times that carry no offset.")
                            .flag("--tz")
                            .byDefault("UTC"));
    static final ConfigKey<Stamp> FILE_STAMP =
            GROUP.add(
                    ConfigKey.of(
                                    "file.stamp",
                                    choice(Stamp.class),
                                    "Whether a row's time is its bar's open or its close.")
                            .flag("--stamp")
                            .byDefault("open"));
    static final ConfigKey<Map<String, String>> FILE_COLUMNS =
            GROUP.add(
                    ConfigKey.of(
                                    "file.columns",
                                    ValueTypes.COLUMNS,
                                    "Names of columns that are not recognised: ours, then the file's.")
                            .flag("--columns"));
    static final ConfigKey<Long> SIMULATED_SEED =
            GROUP.add(
                    ConfigKey.of(
                                    "simulated.seed",
                                    ValueTypes.LONG,
                                    "The same seed gives the same bars.")
                            .flag("--seed")
                            .byDefault("1"));
    static final ConfigKey<Integer> SIMULATED_STOCKS =
            GROUP.add(
                    ConfigKey.of(
                                    "simulated.stocks",
                                    wholeNumber(0, 10_000),
                                    "How many US stocks to simulate where no symbols are named.")
                            .flag("--stocks")
                            .byDefault("20"));
    static final ConfigKey<Integer> SIMULATED_CRYPTO =
            GROUP.add(
                    ConfigKey.of(
                                    "simulated.crypto",
                                    wholeNumber(0, 10_000),
                                    "How many crypto pairs to simulate where no symbols are named.")
                            .flag("--crypto")
                            .byDefault("5"));
    static final ConfigKey<Double> SIMULATED_LATE =
            GROUP.add(share("simulated.late", "Share of bars that come late."));
    static final ConfigKey<Double> SIMULATED_DUPLICATE =
            GROUP.add(share("simulated.duplicate", "Share of bars that come twice."));
    static final ConfigKey<Double> SIMULATED_REVISED =
            GROUP.add(
                    share("simulated.revised", "Share of bars that come again with other values."));
    static final ConfigKey<Double> SIMULATED_BAD =
            GROUP.add(share("simulated.bad", "Share of bars that break a rule."));
    static final ConfigKey<Double> SIMULATED_OUTAGES =
            GROUP.add(share("simulated.outages", "Share of trading hours without any bar."));
    static final ConfigKey<Boolean> SIMULATED_FORMING =
            GROUP.add(
                    ConfigKey.of(
                                    "simulated.forming",
                                    ValueTypes.BOOLEAN,
                                    "Whether the bar in which the range ends comes too, as it stands"
                                            + " then.")
                            .byDefault("false"));

    private SourceKeys() {}

    private static ConfigKey<Double> share(String name, String description) {
        return ConfigKey.of(name, ValueTypes.SHARE, description).byDefault("0");
    }

    /** Where bars come from. */
    enum SourceKind {
        FILE,
        SIMULATED,
        STORED,
        KAFKA
    }
}
