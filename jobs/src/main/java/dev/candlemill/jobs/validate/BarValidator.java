package dev.candlemill.jobs.validate;

import dev.candlemill.bar.BadLine;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.BarRules;
import dev.candlemill.bar.BarSize;
import dev.candlemill.bar.FormingBar;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.bar.RejectedBar;
import dev.candlemill.bar.SymbolEvent;
import dev.candlemill.bar.Symbols;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.wire.WireTypes;
import java.util.Locale;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Sends what can never be a candle to the rejected output, each with its reason, and lets the rest
 * of the page go on with the counts of what was taken out. A page without fault goes on as it is.
 */
public final class BarValidator extends ProcessFunction<SymbolEvent, SymbolEvent> {

    public static final OutputTag<RejectedBar> REJECTED =
            new OutputTag<>("rejected", WireTypes.REJECTED_BAR);

    private static final long serialVersionUID = 1L;

    // -- configuration
    private final CalendarSettings calendars;
    private final ValidationOptions options;

    public BarValidator(CalendarSettings calendars, ValidationOptions options) {
        this.calendars = calendars;
        this.options = options;
    }

    @Override
    public void processElement(SymbolEvent event, Context context, Collector<SymbolEvent> out) {
        Rejections rejections = rejected -> context.output(REJECTED, rejected);
        if (event instanceof BarPage page) {
            out.collect(validated(page, rejections));
        } else if (event instanceof FormingBar forming) {
            out.collect(validated(forming, rejections));
        } else {
            out.collect(event);
        }
    }

    /** Where rejected bars go. */
    public interface Rejections {
        void add(RejectedBar bar);
    }

    /** The page with what can be candles, and the counts of what was taken out. */
    public BarPage validated(BarPage page, Rejections rejections) {
        PageCheck check = new PageCheck(page, rejections);
        for (BadLine line : page.badLines()) {
            check.rejectLine(line);
        }
        return check.run();
    }

    /** One that cannot be a bar goes on as a page without bars, so that it is counted. */
    SymbolEvent validated(FormingBar forming, Rejections rejections) {
        BarPage page = validated(forming.page(), rejections);
        return page.bars().isEmpty() ? page : forming;
    }

    private final class PageCheck {
        private final BarPage page;
        private final BarColumns bars;
        private final Rejections rejections;
        private final VenueCalendar calendar;
        private final @Nullable RejectReason symbolReason;
        private int @Nullable [] counts;
        private @Nullable BarColumns kept;
        private @Nullable Session session;

        PageCheck(BarPage page, Rejections rejections) {
            this.page = page;
            this.bars = page.bars();
            this.rejections = rejections;
            this.calendar = calendars.calendarOf(page.symbol());
            this.symbolReason =
                    !Symbols.isLegal(page.symbol())
                            ? RejectReason.BAD_SYMBOL
                            : options.knows(page.symbol()) ? null : RejectReason.UNKNOWN_SYMBOL;
        }

        BarPage run() {
            for (int i = 0; i < bars.size(); i++) {
                RejectReason reason = check(i);
                if (reason != null) {
                    reject(i, reason);
                } else if (kept != null) {
                    kept.addFrom(bars, i);
                }
            }
            return counts == null ? page : page.validated(kept == null ? bars : kept, counts);
        }

        private @Nullable RejectReason check(int i) {
            if (symbolReason != null) {
                return symbolReason;
            }
            RejectReason reason =
                    BarRules.check(
                            bars.open(i),
                            bars.high(i),
                            bars.low(i),
                            bars.close(i),
                            bars.volume(i),
                            calendar.allowsNegativePrices());
            return reason == null ? checkTime(bars.openTime(i), bars.barSize(i)) : reason;
        }

        private @Nullable RejectReason checkTime(long time, BarSize size) {
            if (size == BarSize.D1 || !options.accepts(size)) {
                return RejectReason.BAR_SIZE;
            }
            if (!size.isOnGrid(time)) {
                return RejectReason.OFF_GRID;
            }
            if (time > page.marketClock() + options.futureSkewMillis()) {
                return RejectReason.FUTURE;
            }
            if (session != null && session.slotAt(time) >= 0) {
                return null;
            }
            if (!calendar.covers(time)) {
                return RejectReason.NOT_COVERED;
            }
            session = calendar.sessionAt(time);
            return session == null ? checkClosing(time) : null;
        }

        /** Whether a session closes at the first covered instant is beyond the calendar. */
        private @Nullable RejectReason checkClosing(long time) {
            if (!options.mergeClose()) {
                return RejectReason.OUTSIDE_SESSION;
            }
            if (!calendar.covers(time - 1)) {
                return RejectReason.NOT_COVERED;
            }
            return calendar.sessionClosingAt(time) == null ? RejectReason.OUTSIDE_SESSION : null;
        }

        private void reject(int i, RejectReason reason) {
            if (kept == null) {
                kept = new BarColumns(bars.size());
                kept.addRange(bars, 0, i);
            }
            count(reason);
            String text =
                    String.format(
                            Locale.ROOT,
                            "open=%s high=%s low=%s close=%s volume=%s size=%s",
                            bars.open(i),
                            bars.high(i),
                            bars.low(i),
                            bars.close(i),
                            bars.volume(i),
                            bars.barSize(i).wire());
            rejections.add(
                    new RejectedBar(
                            page.symbol(),
                            bars.openTime(i),
                            reason,
                            page.place().isEmpty() ? page.source() : page.place(),
                            text,
                            page.source()));
        }

        void rejectLine(BadLine line) {
            count(line.reason());
            rejections.add(
                    new RejectedBar(
                            page.symbol(),
                            BarPage.UNKNOWN,
                            line.reason(),
                            line.place(),
                            line.text(),
                            page.source()));
        }

        private void count(RejectReason reason) {
            if (counts == null) {
                counts = new int[RejectReason.values().length];
            }
            counts[reason.ordinal()]++;
        }
    }
}
