package dev.candlemill.benchmarks.window;

import dev.candlemill.calendar.BucketGrid;
import dev.candlemill.calendar.CalendarSettings;
import dev.candlemill.calendar.Period;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.jspecify.annotations.Nullable;

/** Assigns a bar to its buckets of all timeframes at once, under the venue's calendar. */
final class CalendarWindows extends WindowAssigner<SymbolBar, CandleWindow> {

    private static final long serialVersionUID = 1L;
    private static final int DAY = Timeframe.D1.ordinal();

    private final CalendarSettings calendars;
    private transient @Nullable String lastSymbol;
    private transient @Nullable Session lastSession;

    CalendarWindows(CalendarSettings calendars) {
        this.calendars = calendars;
    }

    @Override
    public Collection<CandleWindow> assignWindows(
            SymbolBar bar, long timestamp, WindowAssignerContext context) {
        Session session = sessionOf(bar);
        BucketGrid grid = session.grid();
        int slot = session.slotAt(bar.openTime());
        List<CandleWindow> windows = new ArrayList<>(Timeframe.count());
        for (int t = 0; t <= DAY; t++) {
            int bucket = grid.bucketAt(t, slot);
            long open = session.slotOpen(grid.firstSlot(t, bucket));
            windows.add(new CandleWindow(t, open, session.slotOpen(grid.endSlot(t, bucket))));
        }
        windows.add(window(Timeframe.W1, session.week()));
        windows.add(window(Timeframe.MN1, session.month()));
        return windows;
    }

    private static CandleWindow window(Timeframe timeframe, Period period) {
        return new CandleWindow(timeframe.ordinal(), period.openTime(), period.closeTime());
    }

    /** Bars of a page follow each other, so most of them lie in the session of the one before. */
    private Session sessionOf(SymbolBar bar) {
        Session session = lastSession;
        if (session == null
                || !bar.symbol().equals(lastSymbol)
                || session.slotAt(bar.openTime()) < 0) {
            session = calendars.calendarOf(bar.symbol()).sessionAt(bar.openTime());
            if (session == null) {
                throw new IllegalArgumentException("bar outside every session: " + bar);
            }
            lastSession = session;
            lastSymbol = bar.symbol();
        }
        return session;
    }

    @Override
    public Trigger<SymbolBar, CandleWindow> getDefaultTrigger() {
        return new AtWindowEnd();
    }

    @Override
    public TypeSerializer<CandleWindow> getWindowSerializer(ExecutionConfig config) {
        return CandleWindowSerializer.INSTANCE;
    }

    @Override
    public boolean isEventTime() {
        return true;
    }
}
