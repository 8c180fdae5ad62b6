package dev.candlemill.jobs;

import dev.candlemill.bar.BarSize;
import dev.candlemill.jobs.SourceOptions.Disorder;
import dev.candlemill.jobs.SourceOptions.FileOptions;
import dev.candlemill.jobs.SourceOptions.SimulatedOptions;
import dev.candlemill.jobs.SourceOptions.StoredOptions;
import dev.candlemill.postgres.StoredRanges;
import dev.candlemill.provider.file.FileProvider;
import dev.candlemill.provider.file.FileSettings;
import dev.candlemill.provider.file.FileSettingsBuilder;
import dev.candlemill.provider.simulated.Faults;
import dev.candlemill.provider.simulated.SimulatedProvider;
import dev.candlemill.provider.simulated.SimulatedSettings;
import dev.candlemill.provider.simulated.SimulatedTickers;
import dev.candlemill.source.BarProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns a backfill's options into the provider that its bars come from. */
public final class BackfillSource {

    /** An outage takes a third of its session away on average. */
    private static final double SESSION_SHARE_OF_OUTAGE = 1.0 / 3;

    private BackfillSource() {}

    /**
     * @param marketClock epoch milliseconds: what opens later is in the future
     */
    public static BarProvider provider(BackfillOptions options, long marketClock) {
        if (options.source() instanceof FileOptions file) {
            return new FileProvider(fileSettings(options, file, marketClock));
        }
        if (options.source() instanceof StoredOptions) {
            return new StoredRanges(
                    PostgresRun.settings(options, options.sinks().postgres().orElseThrow()),
                    options.symbols(),
                    options.range().from(),
                    options.range().to());
        }
        SimulatedSettings market =
                simulatedSettings(options, options.range().from(), options.range().to());
        boolean endsInABar = ((SimulatedOptions) options.source()).disorder().forming();
        return new SimulatedProvider(endsInABar ? market.withFormingLastBar() : market);
    }

    private static FileSettings fileSettings(
            BackfillOptions options, FileOptions file, long marketClock) {
        FileSettingsBuilder builder =
                FileSettings.builder(options.execution().workFolder(options.jobId()), marketClock)
                        .zone(file.zone().getId())
                        .stamp(file.stamp().name().toLowerCase(Locale.ROOT))
                        .to(options.range().to())
                        .symbols(options.symbols())
                        .resumed(options.execution().restoreFrom().isPresent())
                        .calendars(options.calendar());
        for (Path input : file.inputs()) {
            builder.input(input);
        }
        if (!file.columns().isEmpty()) {
            builder.columns(columns(file));
        }
        file.symbol().ifPresent(builder::symbol);
        options.barSize().ifPresent(size -> builder.bar(size.wire()));
        if (options.range().from() > 0) {
            builder.from(options.range().from());
        }
        return builder.build();
    }

    private static String columns(FileOptions file) {
        return file.columns().entrySet().stream()
                .map(column -> column.getKey() + "=" + column.getValue())
                .collect(Collectors.joining(","));
    }

    /** The market that the options tell of, whether it is read between two times or live. */
    static SimulatedSettings simulatedSettings(BackfillOptions options, long from, long to) {
        SimulatedOptions market = (SimulatedOptions) options.source();
        return new SimulatedSettings(
                market.seed(),
                symbols(options),
                options.calendar(),
                from,
                to,
                options.barSize().orElse(BarSize.M5),
                SimulatedSettings.DEFAULT_PAGE_SIZE,
                faults(market.disorder()),
                false);
    }

    /** Those that a run reads; empty where only its source knows them. */
    static List<String> symbols(BackfillOptions options) {
        if (!options.symbols().isEmpty()
                || !(options.source() instanceof SimulatedOptions market)) {
            return options.symbols();
        }
        return Stream.concat(
                        SimulatedTickers.stocks(market.seed(), market.stocks()).stream(),
                        SimulatedTickers.crypto(market.seed(), market.crypto()).stream())
                .toList();
    }

    /** Half of the late bars come when their month is closed, so that the late output is seen. */
    private static Faults faults(Disorder disorder) {
        return new Faults(
                disorder.late() / 2,
                disorder.late() / 2,
                disorder.duplicate(),
                disorder.revised(),
                disorder.bad(),
                0,
                Math.min(1, disorder.outages() / SESSION_SHARE_OF_OUTAGE));
    }
}
