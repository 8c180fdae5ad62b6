package dev.candlemill.source.reader;

import dev.candlemill.bar.ActiveSetups;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.Baseline;
import dev.candlemill.bar.Following;
import dev.candlemill.bar.Forgotten;
import dev.candlemill.bar.FormingBar;
import dev.candlemill.bar.HandedBars;
import dev.candlemill.bar.WantedTimeframes;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.calendar.VenueCalendar;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.setup.TradingSetup;
import dev.candlemill.source.BaselineRequest;
import dev.candlemill.source.LiveBarProvider;
import dev.candlemill.source.SymbolRange;
import dev.candlemill.source.split.Chunk;
import dev.candlemill.source.split.ProviderSplit;
import dev.candlemill.source.split.SplitPosition;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The events of one symbol that has no end: what is stored, up to where the symbol is settled, then
 * a page per poll. Before progress enters a month, what is stored of it comes, and it comes on its
 * own: so each position is one that a poll begins at, and polling again may find more than before a
 * restore without skipping or repeating anything. Used by one thread.
 */
final class PolledEvents {

    private static final long NONE_HANDED = Long.MIN_VALUE;

    private final ProviderSplit split;
    private final String source;
    private final LiveBarProvider.Poller poller;
    private final Baselines baselines;
    private final MonthChunks months;
    private final long graceMillis;
    private long cut;

    private SplitPosition position;

    private SecondLook looks;

    /** Read, but it waits for what is stored of the month that it enters. */
    private SecondLook.@Nullable Look lookAtHand;

    /** Goes out after the page that it came with. */
    private @Nullable FormingBar formingAtHand;

    /** On the way from where the region began: progress up to the next chunk is out. */
    private boolean isProgressOut;

    private boolean hasMore;

    /** Whether the provider has, apart from what is at hand here. */
    private boolean hasMoreAnswers;

    /** The newest hand-over of bars that is said to wait, and the newest that was passed on. */
    private long handed = NONE_HANDED;

    private long handedOn = NONE_HANDED;

    /** What was said of the symbol's setups last; null before anything was. */
    private @Nullable List<TradingSetup> setups;

    private boolean isFollowed;

    /** What was said of the symbol's timeframes last; null before anything was. */
    private @Nullable Set<Timeframe> wanted;

    PolledEvents(
            ProviderSplit split,
            String source,
            LiveBarProvider.Poller poller,
            Baselines baselines,
            Market market) {
        this.split = split;
        this.source = source;
        this.poller = poller;
        this.baselines = baselines;
        this.months = new MonthChunks(market.calendar());
        this.graceMillis = market.graceMillis();
        this.looks = new SecondLook(graceMillis);
        this.cut = split.ranges().get(0).from();
        this.position = split.position();
    }

    /**
     * What a symbol's events depend on beside its provider.
     *
     * @param graceMillis how long after its close a bar is waited for that is not closed
     */
    record Market(VenueCalendar calendar, long graceMillis) {}

    String splitId() {
        return split.splitId();
    }

    String symbol() {
        return split.symbol();
    }

    /** Whether asking again at once gives more. */
    boolean hasMore() {
        return hasMore;
    }

    /**
     * Says which setups are active.
     *
     * @return what has to go out; null when it is known, or goes with what is stored
     */
    @Nullable PositionedEvent tell(List<TradingSetup> active) {
        if (active.equals(setups)) {
            return null;
        }
        setups = active;
        return position.loaded() == null
                ? null
                : new PositionedEvent(new ActiveSetups(split.symbol(), active), position, false);
    }

    /**
     * Says whether the symbol is followed from now on.
     *
     * @return what has to go out; null when it is known
     */
    @Nullable PositionedEvent follow(boolean isFollowedNow) {
        if (isFollowed == isFollowedNow) {
            return null;
        }
        isFollowed = isFollowedNow;
        return new PositionedEvent(
                new Following(split.symbol(), isFollowed, position.cursor()), position, false);
    }

    /**
     * Says which timeframes are wanted beside the job's: ahead of what is stored, too.
     *
     * @return what has to go out; null when it is known
     */
    @Nullable PositionedEvent tellWanted(Set<Timeframe> timeframes) {
        if (timeframes.equals(wanted)) {
            return null;
        }
        wanted = timeframes;
        WantedTimeframes event = new WantedTimeframes(split.symbol(), timeframes);
        return new PositionedEvent(event, position, false);
    }

    /**
     * Bars were handed over, up to that hand-over; null for none. It is passed on once, and after
     * what is stored: what takes them builds on that.
     */
    void awaitHanded(@Nullable Long upTo) {
        handed = upTo == null ? NONE_HANDED : upTo;
    }

    /**
     * Lets go of what was loaded: if the symbol is asked for again, that is as at the first time,
     * from where it is settled now. Timeframes that it was told stay with whoever was told.
     *
     * @return what has to go out; null when nothing is loaded
     */
    @Nullable PositionedEvent forget() {
        if (position.loaded() == null) {
            return null;
        }
        cut = Math.max(cut, FoldOptions.settledUntil(position.cursor(), graceMillis));
        position = new SplitPosition(0, cut, 0, null);
        looks = new SecondLook(graceMillis);
        lookAtHand = null;
        formingAtHand = null;
        isProgressOut = false;
        setups = null;
        return new PositionedEvent(new Forgotten(split.symbol()), position, false);
    }

    /**
     * The next event, or null when there is none now.
     *
     * @throws PollException when the provider does not answer
     * @throws IOException when what is stored cannot be read
     */
    @Nullable PositionedEvent next() throws IOException {
        if (position.loaded() == null) {
            Chunk needed = months.reachingBackFrom(cut);
            if (needed != null) {
                return load(baselines.regionFor(split.symbol(), needed, months));
            }
        }
        Chunk onTheWay = chunkBefore(cut);
        if (onTheWay != null) {
            return isProgressOut ? load(onTheWay) : progressUntil(onTheWay);
        }
        if (handed > handedOn) {
            handedOn = handed;
            hasMore = true;
            return new PositionedEvent(new HandedBars(split.symbol(), handed), position, false);
        }
        FormingBar forming = formingAtHand;
        if (forming != null) {
            formingAtHand = null;
            hasMore = hasMoreAnswers;
            return new PositionedEvent(forming, position, false);
        }
        SecondLook.Look look = lookAtHand();
        BarPage page = look.page();
        Chunk entered = chunkBefore(page.coveredUntil());
        if (entered != null) {
            return load(entered);
        }
        lookAtHand = null;
        formingAtHand = look.shown();
        hasMoreAnswers = hasMore;
        hasMore = hasMore || formingAtHand != null;
        if (page.coveredUntil() <= position.cursor() && page.inputCount() == 0) {
            return null;
        }
        long reached = Math.max(position.cursor(), look.askFrom());
        position = new SplitPosition(0, reached, 0, position.loaded());
        return new PositionedEvent(page, position, false);
    }

    private @Nullable Chunk chunkBefore(long time) {
        Chunk loaded = position.loaded();
        return loaded == null ? null : months.after(loaded, time);
    }

    private PositionedEvent load(Chunk chunk) throws IOException {
        isProgressOut = false;
        hasMore = true;
        position = new SplitPosition(0, position.cursor(), 0, chunk);
        SymbolRange asked = new SymbolRange(split.symbol(), cut, Long.MAX_VALUE);
        Baseline stored =
                baselines.read(
                        new BaselineRequest(
                                split.symbol(),
                                chunk.from(),
                                chunk.to(),
                                chunk.startsRegion(),
                                List.of(asked)));
        List<TradingSetup> active = setups;
        if (chunk.startsRegion() && active != null) {
            stored = stored.withSetups(active);
        }
        return new PositionedEvent(stored, position, false);
    }

    /** Everything before the next chunk is stored; said again after a restore, it says no more. */
    private PositionedEvent progressUntil(Chunk next) {
        isProgressOut = true;
        BarPage page =
                BarPage.of(split.symbol(), new BarColumns(0), next.from(), next.from(), source);
        return new PositionedEvent(page, position, false);
    }

    private SecondLook.Look lookAtHand() throws PollException {
        SecondLook.Look look = lookAtHand;
        if (look == null) {
            look = looks.at(poll());
            lookAtHand = look;
        }
        return look;
    }

    private LiveBarProvider.Answer poll() throws PollException {
        try {
            LiveBarProvider.Answer answer = poller.poll(split.symbol(), position.cursor());
            hasMore = answer.hasMore();
            return answer;
        } catch (IOException e) {
            hasMore = false;
            throw new PollException(
                    String.format(
                            "asking for %s since %s: %s",
                            split.symbol(),
                            Instant.ofEpochMilli(position.cursor()),
                            e.getMessage()),
                    e);
        }
    }

    /** A provider that does not answer now. */
    static final class PollException extends IOException {

        private static final long serialVersionUID = 1L;

        PollException(String message, IOException cause) {
            super(message, cause);
        }
    }
}
