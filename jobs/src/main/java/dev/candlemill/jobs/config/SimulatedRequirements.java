package dev.candlemill.jobs.config;

import dev.candlemill.calendar.CalendarNotCoveredException;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.jobs.config.SourceKeys.SourceKind;
import dev.candlemill.provider.simulated.SimulatedSettings;
import dev.candlemill.provider.simulated.SimulatedTickers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a simulated market needs of its settings. */
final class SimulatedRequirements {

    /** Of each bar at most one thing goes wrong. */
    private static final List<ConfigKey<Double>> SHARES =
            List.of(
                    SourceKeys.SIMULATED_LATE,
                    SourceKeys.SIMULATED_DUPLICATE,
                    SourceKeys.SIMULATED_REVISED,
                    SourceKeys.SIMULATED_BAD);

    private final Settings settings;
    private final List<ConfigProblem> problems = new ArrayList<>();

    private SimulatedRequirements(Settings settings) {
        this.settings = settings;
    }

    private static boolean isSimulated(Settings settings) {
        return settings.get(SourceKeys.SOURCE)
                .filter(kind -> kind == SourceKind.SIMULATED)
                .isPresent();
    }

    /** Of every simulated market. */
    static List<ConfigProblem> missingFrom(Settings settings) {
        SimulatedRequirements requirements = new SimulatedRequirements(settings);
        if (isSimulated(settings)) {
            requirements.checkShares();
        }
        return requirements.problems;
    }

    /** Of one between two times: it opens in 1990, and calendars do not guess. */
    static List<ConfigProblem> missingFromRange(Settings settings, CalendarSettings calendar) {
        SimulatedRequirements requirements = new SimulatedRequirements(settings);
        boolean hasRange =
                !settings.origin(MarketKeys.FROM).orElse("").equals("default")
                        && settings.get(MarketKeys.FROM).isPresent()
                        && settings.get(MarketKeys.TO).isPresent();
        if (isSimulated(settings) && hasRange) {
            requirements.checkRange(calendar);
        }
        return requirements.problems;
    }

    private void checkShares() {
        double sum = SHARES.stream().mapToDouble(this::share).sum();
        Optional<ConfigKey<Double>> largest =
                SHARES.stream().max((a, b) -> Double.compare(share(a), share(b)));
        if (sum > 1) {
            String expected =
                    String.format(
                            Locale.ROOT,
                            "a share that adds up to at most 1 with simulated.late, .duplicate,"
                                    + " .revised and .bad: together they are %s",
                            sum);
            addWrong(largest.orElseThrow(), expected);
        }
    }

    private double share(ConfigKey<Double> key) {
        return settings.get(key).orElse(0.0);
    }

    private void checkRange(CalendarSettings calendar) {
        Instant from = settings.require(MarketKeys.FROM);
        if (from.toEpochMilli() < SimulatedSettings.FIRST_TIME) {
            addWrong(
                    MarketKeys.FROM,
                    "a time since "
                            + Instant.ofEpochMilli(SimulatedSettings.FIRST_TIME)
                            + ", when the simulated market opens");
            return;
        }
        symbols()
                .map(symbol -> calendar.venues().venueOf(symbol, calendar.defaultVenue()))
                .distinct()
                .filter(calendar.venues().ids()::contains)
                .map(calendar::calendar)
                .forEach(this::checkCovered);
    }

    private void checkCovered(VenueCalendar calendar) {
        long from = settings.require(MarketKeys.FROM).toEpochMilli();
        long to = settings.require(MarketKeys.TO).toEpochMilli();
        checkCovered(MarketKeys.FROM, () -> calendar.sessionAtOrAfter(from));
        checkCovered(MarketKeys.TO, () -> calendar.sessionAt(to - 1));
    }

    private void checkCovered(ConfigKey<Instant> key, Runnable lookUp) {
        try {
            lookUp.run();
        } catch (CalendarNotCoveredException e) {
            addWrong(key, "a time with sessions: " + e.getMessage());
        }
    }

    private Stream<String> symbols() {
        long seed = settings.get(SourceKeys.SIMULATED_SEED).orElse(0L);
        int stocks = settings.get(SourceKeys.SIMULATED_STOCKS).orElse(0);
        int crypto = settings.get(SourceKeys.SIMULATED_CRYPTO).orElse(0);
        return settings.get(SourceKeys.SYMBOLS)
                .map(List::stream)
                .orElseGet(
                        () ->
                                Stream.concat(
                                        SimulatedTickers.stocks(seed, stocks).stream(),
                                        SimulatedTickers.crypto(seed, crypto).stream()));
    }

    private void addWrong(ConfigKey<?> key, String expected) {
        problems.add(
                ConfigProblem.wrong(
                        key.name(),
                        settings.shown(key).orElse(""),
                        expected,
                        settings.origin(key).orElse("")));
    }
}
