package dev.candlemill.provider.simulated;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.source.LiveBarProvider.Answer;
import dev.candlemill.source.SymbolRange;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One symbol's records by the market time at which they come. It looks at the market through a
 * window that moves on with the questions, so far back that every late record is in it, and so far
 * ahead that its end decides nothing. Used by one thread.
 */
final class SimulatedFeed {

    /** Longer than the longest delay of a record. */
    private static final long LOOKS_BACK = Duration.ofDays(150).toMillis();

    private static final long LOOKS_AHEAD = Duration.ofDays(60).toMillis();

    /** The last sessions of a window, in which records come earlier than in a longer one. */
    private static final long UNDECIDED = Duration.ofDays(40).toMillis();

    private static final long DAY = Duration.ofDays(1).toMillis();

    private final String symbol;
    private final SimulatedSettings settings;
    private final VenueCalendar calendar;
    private @Nullable Window window;

    SimulatedFeed(String symbol, SimulatedSettings settings) {
        this.symbol = symbol;
        this.settings = settings;
        this.calendar = settings.calendar().calendarOf(symbol);
    }

    /** What comes in {@code (since, now]}: a page of it at most. */
    Answer between(long since, long now) {
        BarColumns bars = new BarColumns(0);
        if (now <= since || !calendar.covers(since)) {
            return answer(bars, Math.max(since, now), now, false);
        }
        Window open = window(since);
        long until = Math.min(now, open.decidedUntil);
        long reached = open.collect(since, until, settings.pageSize(), bars);
        return answer(
                bars, Math.max(since, reached), now, reached < now && open.decidedUntil > since);
    }

    private Answer answer(BarColumns bars, long coveredUntil, long now, boolean hasMore) {
        BarPage page = BarPage.of(symbol, bars, coveredUntil, now, SimulatedProvider.NAME);
        return new Answer(page, hasMore);
    }

    private Window window(long since) {
        Window open = window;
        if (open == null || since < open.begin || since >= open.decidedUntil) {
            open = new Window(since);
            window = open;
        }
        return open;
    }

    private final class Window {

        private final long begin;
        private final long decidedUntil;
        private final MarketRange market;
        private final SessionRecords records;
        private int session;
        private int sessionRead = -1;

        Window(long since) {
            begin = since;
            long from = Math.max(DailyPath.FIRST_TIME, since - LOOKS_BACK);
            long to = since + LOOKS_AHEAD;
            while (!calendar.covers(to)) {
                to -= DAY;
            }
            boolean isWhole = to == since + LOOKS_AHEAD;
            decidedUntil = isWhole ? to - UNDECIDED : to;
            market =
                    new MarketRange(
                            settings, new SymbolRange(symbol, from - Math.floorMod(from, DAY), to));
            records = new SessionRecords(market, settings);
        }

        /** Adds what comes, and returns up to when that is all. */
        long collect(long since, long until, int most, BarColumns into) {
            session = firstSessionAfter(since);
            while (session < market.sessionCount() && opensBefore(until)) {
                read();
                for (int i = 0; i < records.size(); i++) {
                    long time = records.coveredUntil(i);
                    if (time > since && time <= until) {
                        if (into.size() >= most && time > records.coveredUntil(i - 1)) {
                            return records.coveredUntil(i - 1);
                        }
                        into.addFrom(records.columns(), i);
                    }
                }
                if (into.size() >= most && market.session(session).closeTime() < until) {
                    return market.session(session).closeTime();
                }
                session++;
            }
            return until;
        }

        private void read() {
            if (sessionRead != session) {
                records.read(session);
                sessionRead = session;
            }
        }

        private boolean opensBefore(long time) {
            return market.session(session).openTime() < time;
        }

        /** The first session that ends after that time. */
        private int firstSessionAfter(long time) {
            int low = 0;
            int high = market.sessionCount();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (market.session(middle).closeTime() <= time) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }
}
