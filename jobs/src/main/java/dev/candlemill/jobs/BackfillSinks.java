package dev.candlemill.jobs;

import dev.candlemill.csv.CsvBaselineReader;
import dev.candlemill.csv.CsvSettings;
import dev.candlemill.csv.CsvSinks;
import dev.candlemill.jobs.pipeline.Sinks;
import dev.candlemill.source.BaselineReader;

/** Turns a backfill's options into the sinks that are on, and into what they already hold. */
final class BackfillSinks {

    private final BackfillOptions options;

    BackfillSinks(BackfillOptions options) {
        this.options = options;
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
                },
                rejected -> {
                    options.sinks()
                            .csv()
                            .ifPresent(csv -> CsvSinks.rejected(rejected, csvSettings(csv)));
                },
                late -> {
                    options.sinks().csv().ifPresent(csv -> CsvSinks.late(late, csvSettings(csv)));
                },
                snapshots -> {},
                reports -> {});
    }

    private CsvSettings csvSettings(SinkOptions.CsvOptions csv) {
        return CsvSettings.of(csv.output().toString(), options.jobId())
                .withTimeframes(options.timeframes());
    }
}
