package dev.candlemill.jobs.config;

import static dev.candlemill.jobs.config.ValueTypes.choice;
import static dev.candlemill.jobs.config.ValueTypes.choices;
import static dev.candlemill.jobs.config.ValueTypes.wholeNumber;

import dev.candlemill.calendar.Timeframe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Settings: where candles go. */
final class SinkKeys {

    static final KeyGroup GROUP = new KeyGroup("Where candles go");

    static final ConfigKey<Set<SinkKind>> SINKS =
            GROUP.add(
                    ConfigKey.of("sinks", choices(SinkKind.class), "Where candles go.")
                            .flag("--sink")
                            .byDefault("postgres"));
    static final ConfigKey<Path> CSV_OUTPUT =
            GROUP.add(
                    ConfigKey.of(
                                    "csv.output",
                                    ValueTypes.PATH,
                                    "The folder of candles.csv, rejected.csv and late.csv.")
                            .flag("--output"));
    static final ConfigKey<String> POSTGRES_URL =
            GROUP.add(
                    ConfigKey.of(
                                    "postgres.url",
                                    ValueTypes.JDBC_URL,
                                    "Not set: ./candlemill uses the embedded server; a cluster needs it.")
                            .flag("--postgres-url"));
    static final ConfigKey<String> POSTGRES_USER =
            GROUP.add(
                    ConfigKey.of("postgres.user", ValueTypes.TEXT, "The role that writes candles.")
                            .flag("--postgres-user")
                            .byDefault("candlemill_job"));
    static final ConfigKey<Secret> POSTGRES_PASSWORD =
            GROUP.add(
                    ConfigKey.of(
                            "postgres.password",
                            ValueTypes.SECRET,
                            "Its password. No flag: everybody can read a process's arguments."));
    static final ConfigKey<String> KAFKA_BOOTSTRAP =
            GROUP.add(
                    ConfigKey.of(
                                    "kafka.bootstrap",
                                    ValueTypes.BOOTSTRAP,
                                    "Not set: ./candlemill uses the embedded broker; a cluster needs it.")
                            .flag("--kafka-bootstrap"));
    static final ConfigKey<String> KAFKA_PREFIX =
            GROUP.add(
                    ConfigKey.of(
                                    "kafka.prefix",
                                    ValueTypes.TOPIC_PREFIX,
                                    "Topics are <prefix>.market.candles.v1 and so on.")
                            .flag("--kafka-prefix")
                            .byDefault("candlemill"));
    static final ConfigKey<Delivery> KAFKA_DELIVERY =
            GROUP.add(
                    ConfigKey.of(
                                    "kafka.delivery",
                                    choice(Delivery.class),
                                    "Exactly-once uses transactions: readers wait for a checkpoint.")
                            .flag("--kafka-delivery")
                            .byDefault("at-least-once"));

    static final ConfigKey<Integer> KAFKA_PARTITIONS =
            GROUP.add(
                    ConfigKey.of(
                                    "kafka.partitions",
                                    wholeNumber(0, 10_000),
                                    "Of topics that we create; 0 leaves it to the broker.")
                            .byDefault("0"));
    static final ConfigKey<Set<Timeframe>> KAFKA_TIMEFRAMES =
            GROUP.add(
                    ConfigKey.of(
                                    "kafka.timeframes",
                                    ValueTypes.TIMEFRAMES,
                                    "Whose candles are sent; signals always are. Not set: timeframes,"
                                            + " and what is wanted of a symbol. Half of all candles are"
                                            + " 5m ones.")
                            .flag("--kafka-timeframes"));
    static final ConfigKey<Duration> KAFKA_TRANSACTION_TIMEOUT =
            GROUP.add(
                    ConfigKey.of(
                                    "kafka.transaction-timeout",
                                    ValueTypes.DURATION,
                                    "With exactly-once: more than a checkpoint and a restart take.")
                            .byDefault("15m"));
    static final ConfigKey<Map<String, String>> KAFKA_PROPERTIES =
            GROUP.add(
                    ConfigKey.of(
                            "kafka.properties",
                            ValueTypes.PROPERTIES,
                            "Kafka's own client settings: security, compression. Secrets as Kafka"
                                    + " references."));

    private SinkKeys() {}

    /** Where candles go. */
    enum SinkKind {
        CSV,
        POSTGRES,
        KAFKA
    }

    /** What the Kafka sink promises. */
    enum Delivery {
        AT_LEAST_ONCE,
        EXACTLY_ONCE
    }
}
