package dev.candlemill.jobs;

import dev.candlemill.csv.CsvBaselineReader;
import dev.candlemill.csv.CsvSettings;
import dev.candlemill.csv.CsvSinks;
import dev.candlemill.jobs.pipeline.Sinks;
import dev.candlemill.kafka.KafkaPreflightException;
import dev.candlemill.kafka.KafkaSettings;
import dev.candlemill.kafka.KafkaSinks;
import dev.candlemill.kafka.KafkaTopics;
import dev.candlemill.source.BaselineReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Turns a backfill's options into the sinks that are on, and into what they already hold. */
final class BackfillSinks {

    private final BackfillOptions options;
    private long epoch;

    BackfillSinks(BackfillOptions options) {
        this.options = options;
    }

    /**
     * Makes sure that the sinks can take what will come.
     *
     * @throws PreflightException naming what is missing
     */
    void prepare(BackfillProgress progress) throws PreflightException {
        try {
            if (options.sinks().csv().isPresent()) {
                CsvSinks.prepare(csvSettings(options.sinks().csv().get()));
            }
            if (options.sinks().kafka().isPresent()) {
                KafkaSettings settings = kafkaSettings(options.sinks().kafka().get());
                KafkaTopics.prepare(settings, commitsWithin())
                        .differences()
                        .forEach(progress::warning);
            }
        } catch (KafkaPreflightException | IOException e) {
            throw PreflightException.of(e);
        }
    }

    /** What is stored, by the first of Postgres and CSV that is on. */
    BaselineReader.Factory baselines() {
        return options.sinks()
                .csv()
                .map(csv -> CsvBaselineReader.factory(csvSettings(csv)))
                .orElseGet(BaselineReader.Factory::nothingStored);
    }

    Sinks sinks() {
        return new Sinks(
                candles -> {
                    options.sinks()
                            .csv()
                            .ifPresent(csv -> CsvSinks.candles(candles, csvSettings(csv)));
                    options.sinks()
                            .kafka()
                            .ifPresent(
                                    kafka ->
                                            KafkaSinks.candles(
                                                    candles,
                                                    kafkaSettings(kafka),
                                                    options.timeframes()));
                },
                rejected -> {
                    options.sinks()
                            .csv()
                            .ifPresent(csv -> CsvSinks.rejected(rejected, csvSettings(csv)));
                    options.sinks()
                            .kafka()
                            .ifPresent(
                                    kafka -> KafkaSinks.rejected(rejected, kafkaSettings(kafka)));
                },
                late -> {
                    options.sinks().csv().ifPresent(csv -> CsvSinks.late(late, csvSettings(csv)));
                    options.sinks()
                            .kafka()
                            .ifPresent(kafka -> KafkaSinks.late(late, kafkaSettings(kafka)));
                },
                snapshots -> {},
                reports -> {});
    }

    private CsvSettings csvSettings(SinkOptions.CsvOptions csv) {
        return CsvSettings.of(csv.output().toString(), options.jobId())
                .withTimeframes(options.timeframes());
    }

    private KafkaSettings kafkaSettings(SinkOptions.KafkaOptions kafka) {
        KafkaSettings settings =
                KafkaSettings.of(kafka.bootstrap(), options.jobId(), epoch)
                        .withPrefix(kafka.prefix());
        return kafka.exactlyOnce()
                ? settings.exactlyOnce(KafkaSettings.DEFAULT_TRANSACTION_TIMEOUT)
                : settings;
    }

    /** A transaction stays open until the next checkpoint, or the one after a restart. */
    private Optional<Duration> commitsWithin() {
        return Optional.of(
                Duration.ofMillis(options.execution().checkpointInterval())
                        .plus(JobConfiguration.RESTART_BUDGET));
    }
}
