package dev.candlemill.candle;

import static dev.candlemill.candle.SymbolState.NEVER;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.LateBar;
import dev.candlemill.bar.UnsettledRows;
import dev.candlemill.calendar.CalendarNotCoveredException;
import dev.candlemill.calendar.Session;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.signal.Signal;
import dev.candlemill.strategy.SetupStrategy;
import dev.candlemill.strategy.StrategyOptions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One event's work on one symbol: entries are read as needed and written back by {@link #end}. */
final class FoldTurn {

    /** Whose turn it is, and where things go. */
    record Place(
            String symbol, VenueCalendar calendar, SymbolStore store, SymbolFold.Output output) {}

    /** What turns of all symbols use one after the other; nothing of it survives a turn. */
    static final class Scratch {
        private final RollUp rollUp;
        private final CandleRows finals = new CandleRows();
        private final CandleRows published = new CandleRows();

        /** Rows of a correction, a month's at most: made once, not grown anew by each. */
        private final CandleRows before = new CandleRows();

        private final CandleRows after = new CandleRows();

        private final SeriesFold.Scratch series;

        Scratch(FoldOptions options) {
            this.rollUp = new RollUp(options.mergeClose(), options.fill());
            this.series =
                    new SeriesFold.Scratch(
                            new StrategyOptions(options.series().warmUp(), options.graceMillis()));
        }
    }

    final SymbolState state;

    private final FoldOptions options;
    private final Place place;
    private final VenueCalendar calendar;
    private final Stretches stretches;
    private final Publisher publisher;
    private final Anchors anchors;
    private final RollUp rollUp;
    private final SessionWalk walk;
    private final CandleRows finals;
    private final Scratch scratch;
    private final SymbolPlan plan;

    FoldTurn(
            FoldOptions options, Place place, SymbolState state, SymbolPlan plan, Scratch scratch) {
        this.options = options;
        this.place = place;
        this.calendar = place.calendar();
        this.state = state;
        this.stretches = new Stretches(place.store());
        this.plan = plan;
        this.publisher = new Publisher(options, place, state, plan, scratch.published);
        this.anchors = new Anchors(place, state, plan);
        this.rollUp = scratch.rollUp;
        rollUp.beginEvent();
        rollUp.feed(new SeriesFold(plan, scratch.series, this::noteFailure));
        this.walk = new SessionWalk(options, calendar, state, stretches, anchors, rollUp);
        this.scratch = scratch;
        this.finals = scratch.finals;
        finals.clear(plan.names());
        state.fold.series.backedBy(place.store(), plan);
        state.fold.pending.rename(plan.names());
    }

    /**
     * Puts bars at their places and counts them. Returns the open time of the earliest change to
     * what has been folded already, or {@link SymbolState#NEVER}.
     */
    long take(BarColumns bars) throws Exception {
        long changed = NEVER;
        Session session = null;
        int i = 0;
        while (i < bars.size()) {
            long time = bars.openTime(i);
            if (session == null || session.slotAt(time) < 0) {
                session = sessionOf(time);
                beginRegionAt(session);
            }
            boolean folded = time < state.foldedUntil;
            int run = folded ? 0 : stretches.append(session, bars, i);
            if (run > 0) {
                countRun(run, time, bars.openTime(i + run - 1));
                i += run;
            } else {
                if (takeOne(session, bars, i, folded)) {
                    changed = Math.min(changed, time);
                }
                i++;
            }
        }
        return changed;
    }

    /** Puts one bar at its place. Returns whether it changes what has been folded already. */
    private boolean takeOne(Session session, BarColumns bars, int i, boolean folded)
            throws Exception {
        if (folded && isLate(bars, i, session)) {
            return false;
        }
        long time = bars.openTime(i);
        Stretches.Placed placed = stretches.place(session, slotOf(session, time), bars, i, folded);
        state.counts.count(placed, time);
        if (placed == Stretches.Placed.DUPLICATE) {
            return false;
        }
        state.firstUnfolded = folded ? state.firstUnfolded : Math.min(state.firstUnfolded, time);
        state.lastBar = Math.max(state.lastBar, time);
        return folded;
    }

    private void countRun(int run, long first, long last) {
        state.counts.accepted += run;
        state.counts.firstBar = Math.min(state.counts.firstBar, first);
        state.counts.lastBar = Math.max(state.counts.lastBar, last);
        state.firstUnfolded = Math.min(state.firstUnfolded, first);
        state.lastBar = Math.max(state.lastBar, last);
    }

    void takeStored(Baseline baseline) throws Exception {
        if (baseline.startsRegion() || !state.hasRegion()) {
            startRegion(baseline.from(), baseline.to(), FoldState.ofSnapshot(baseline.snapshot()));
        } else {
            state.regionEnd = Math.max(state.regionEnd, baseline.to());
        }
        StoredIntake intake = new StoredIntake(this, publisher);
        intake.takeCandles(baseline.candles());
        intake.takeSignals(baseline.signals());
        BarColumns bars = baseline.bars();
        for (int i = 0; i < bars.size(); i++) {
            long time = bars.openTime(i);
            Session session = sessionOrNull(time);
            if (session != null && time >= state.foldedUntil) {
                stretches.placeStored(session, slotOf(session, time), bars, i);
                state.firstUnfolded = Math.min(state.firstUnfolded, time);
                state.lastBar = Math.max(state.lastBar, time);
            }
        }
    }

    void takeUnsettled(UnsettledRows rows) throws Exception {
        long heldSince = anchors.openTime(state.anchors[0]);
        new StoredIntake(this, publisher).takeUnsettled(rows, heldSince);
    }

    /**
     * Where the bar opens that closes after {@code until}, but opens before; else {@code until}.
     */
    long withoutOpenBar(long until) throws Exception {
        long slotOpen = Math.floorDiv(until, Timeframe.SLOT_MILLIS) * Timeframe.SLOT_MILLIS;
        if (slotOpen == until || state.lastBar < slotOpen) {
            return until;
        }
        Session session = sessionOrNull(slotOpen);
        return session == null
                ? until
                : stretches.withoutOpenBar(session, slotOf(session, slotOpen), until);
    }

    /** Folds what opens before {@code until}, and finalises what closes at or before the other. */
    void advance(long until, long finalUntil) throws Exception {
        if (state.hasRegion()) {
            publisher.publishNew(foldUntil(until, finalUntil));
        }
    }

    private CandleRows foldUntil(long until, long finalUntil) throws Exception {
        state.finalUntil = Math.max(state.finalUntil, finalUntil);
        finals.clear();
        rollUp.into(state.fold, finals, state.finalUntil);
        if (state.firstUnfolded < until) {
            walk.fold(state.fold, state.firstUnfolded, until, true);
            state.firstUnfolded = state.lastBar >= until ? until : NEVER;
        }
        state.foldedUntil = Math.max(state.foldedUntil, until);
        walk.settle(state.fold, true);
        return finals;
    }

    /** Takes the fold up again before {@code changed}: once as it was, once as it is. */
    void refold(long changed) throws Exception {
        Session session = sessionOf(changed);
        int anchor = anchors.atOrBefore(session.date());
        anchors.dropAfter(session.date());
        FoldState asItWas = anchors.load(anchor);
        long from = Math.max(state.regionStart, anchors.openTime(anchor));
        CandleRows before = emptied(scratch.before);
        rollUp.into(asItWas, before, state.finalUntil);
        walk.fold(asItWas, from, changed, true);
        before.clear();
        FoldState asItIs = asItWas.copy();
        walk.fold(asItWas, changed, state.foldedUntil, false);
        walk.settle(asItWas, false);
        CandleRows after = emptied(scratch.after);
        rollUp.into(asItIs, after, state.finalUntil);
        walk.fold(asItIs, changed, state.foldedUntil, true);
        walk.settle(asItIs, true);
        state.fold.copyBuckets(asItIs);
        state.fold.series.copyFrom(asItIs.series, plan);
        publisher.publishChanges(before, after);
    }

    /** All that is out of what is held, as it was said; changes nothing. */
    CandleRows replay() throws Exception {
        CandleRows rows = emptied(scratch.before);
        foldAll(anchors.load(state.anchors[0]), rows, false);
        return rows;
    }

    /**
     * Takes the fold up again from its first anchor, for a plan that is not the one of {@code
     * before}.
     */
    void refoldAll(CandleRows before) throws Exception {
        int first = state.anchors[0];
        anchors.dropAfter(first);
        FoldState fold = anchors.load(first);
        CandleRows after = emptied(scratch.after);
        foldAll(fold, after, true);
        state.fold.copyBuckets(fold);
        state.fold.series.copyFrom(fold.series, plan);
        publisher.publishSetups(before, after, anchors.openTime(first));
    }

    /** Of what is out, other timeframes leave than did so far. */
    void resend(CandleRows out, int emittedBefore) throws Exception {
        publisher.publishWanted(out, emittedBefore, anchors.openTime(state.anchors[0]));
    }

    private void foldAll(FoldState fold, CandleRows rows, boolean current) throws Exception {
        long from = Math.max(state.regionStart, anchors.openTime(state.anchors[0]));
        rollUp.into(fold, rows, state.finalUntil);
        walk.fold(fold, from, state.foldedUntil, current);
        walk.settle(fold, current);
    }

    /**
     * No bar of the region follows: folds the stored rest, and lets stored candles follow their
     * bars, final by now or not.
     */
    void finish(long asOf) throws Exception {
        finals.clear();
        rollUp.into(state.fold, finals, state.finalUntil);
        if (options.mergeClose()) {
            rollUp.endOfBars();
        }
        publisher.publishNew(finals);
        if (!state.hasStored) {
            return;
        }
        long until = Math.max(asOf, state.regionEnd);
        publisher.publishRest(foldUntil(until, asOf - options.graceMillis()), asOf);
        CandleRows unfinished = emptied(new CandleRows());
        FoldState whatIf = state.fold.copyBuckets();
        whatIf.series.copyFrom(state.fold.series, plan);
        rollUp.into(whatIf, unfinished, state.finalUntil);
        walk.fillRegion(whatIf);
        rollUp.drainUnfinished(unfinished);
        publisher.publishStored(unfinished);
    }

    /** Writes everything back and hands the rows on. */
    void end() throws Exception {
        CandlePage page = publisher.page(place.symbol(), state.source, calendar, stretches);
        stretches.flush();
        anchors.flush();
        state.fold.series.flush();
        place.store().putState(state);
        if (page != null) {
            place.output().candles(page);
        }
        for (Signal signal : publisher.signals()) {
            place.output().signal(signal);
        }
    }

    void forgetRegion() throws Exception {
        anchors.forgetAll();
    }

    /** Forgets the region, but for the bars that are in no stored candle yet. */
    void leaveRegion() throws Exception {
        OpenBars open = OpenBars.of(state, place);
        anchors.forgetAll();
        open.waitInNoRegion(state, place.store());
    }

    private boolean isLate(BarColumns bars, int i, Session session) {
        long time = bars.openTime(i);
        Session horizon = anchors.horizon();
        LateBar.Reason reason =
                time < state.regionStart
                        ? LateBar.Reason.BEFORE_RUN
                        : session.date() < horizon.date() ? LateBar.Reason.BEYOND_HORIZON : null;
        if (reason == null) {
            return false;
        }
        state.counts.late++;
        long horizonTime = Math.max(state.regionStart, horizon.openTime());
        place.output()
                .late(
                        new LateBar(
                                place.symbol(),
                                bars.bar(i),
                                bars.barSize(i),
                                horizonTime,
                                reason,
                                state.source));
        return true;
    }

    private CandleRows emptied(CandleRows rows) {
        rows.clear(plan.names());
        return rows;
    }

    private void noteFailure(
            SetupStrategy strategy, int timeframe, long openTime, Exception cause) {
        place.output()
                .failed(
                        new StoppedStrategy(
                                strategy.setup(),
                                place.symbol(),
                                strategy.spec(),
                                "on "
                                        + Timeframe.of(timeframe).wire()
                                        + " at "
                                        + Instant.ofEpochMilli(openTime)
                                        + ": "
                                        + cause));
    }

    /** Without a baseline the region begins where a month's and a week's first candle can. */
    private void beginRegionAt(Session session) throws Exception {
        if (!state.hasRegion()) {
            startRegion(firstOf(session).openTime(), Long.MAX_VALUE, new FoldState());
        }
    }

    private Session firstOf(Session session) {
        try {
            Session month = anchors.sessionOn(session.month().firstSession());
            Session week = anchors.sessionOn(month.week().firstSession());
            return anchors.sessionOn(week.month().firstSession());
        } catch (CalendarNotCoveredException beginOfData) {
            return session;
        }
    }

    private void startRegion(long from, long to, FoldState seed) throws Exception {
        seed.series.adopt(plan);
        seed.pending.rename(plan.names());
        state.startRegion(from, to, seed);
        state.fold.series.copyFrom(seed.series, plan);
        anchors.begin(calendar.sessionAtOrAfter(from), seed);
    }

    private int slotOf(Session session, long time) {
        int slot = session.slotAt(time);
        return slot >= 0 ? slot : session.slotCount() - 1;
    }

    @Nullable Session sessionOrNull(long time) {
        Session session = calendar.sessionAt(time);
        return session == null && options.mergeClose() ? calendar.sessionClosingAt(time) : session;
    }

    private Session sessionOf(long time) {
        Session session = sessionOrNull(time);
        if (session == null) {
            throw new IllegalStateException(
                    "bar outside every session of "
                            + calendar.venue()
                            + ": "
                            + place.symbol()
                            + " at "
                            + Instant.ofEpochMilli(time)
                            + "; validation takes such bars out");
        }
        return session;
    }
}
