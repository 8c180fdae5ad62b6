package dev.candlemill.source.reader;

import dev.candlemill.bar.Bar;
import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.FormingBar;
import dev.candlemill.source.LiveBarProvider;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps bars that are not closed out of a symbol's pages. One becomes part of them when the
 * provider says that it is closed, or when its close plus the grace has passed and two answers in a
 * row had it with the same values. Until then progress stays before the time at which its candle
 * would be final. Looks are forgotten in a restart: that costs one more. Used by one thread.
 */
final class SecondLook {

    private final long graceMillis;
    private Map<Long, Bar> seen = Map.of();

    SecondLook(long graceMillis) {
        this.graceMillis = graceMillis;
    }

    /**
     * What an answer says.
     *
     * @param page only closed bars, and progress that makes no other final
     * @param askFrom from where on the next answer is wanted, so that it has what is open now
     * @param shown the latest bar that is not closed; null for none
     */
    record Look(BarPage page, long askFrom, @Nullable FormingBar shown) {}

    Look at(LiveBarProvider.Answer answer) {
        BarPage page = answer.page();
        BarColumns open = openBars(answer);
        if (open.isEmpty()) {
            seen = Map.of();
            return new Look(page, page.coveredUntil(), null);
        }
        BarColumns closed = closedBars(page);
        Map<Long, Bar> looks = new HashMap<>();
        long progress = page.coveredUntil();
        long askFrom = progress;
        int shown = -1;
        for (int i = 0; i < open.size(); i++) {
            long close = open.openTime(i) + open.barSize(i).millis();
            boolean isDue = page.coveredUntil() >= close + graceMillis;
            if (isDue && open.bar(i).equals(seen.get(open.openTime(i)))) {
                closed.addFrom(open, i);
            } else {
                looks.put(open.openTime(i), open.bar(i));
                progress = Math.min(progress, close + graceMillis - 1);
                askFrom = Math.min(askFrom, open.openTime(i));
                shown = i;
            }
        }
        seen = looks;
        return new Look(
                pageOf(page, closed, progress),
                askFrom,
                shown < 0
                        ? null
                        : new FormingBar(pageOf(page, only(open, shown), BarPage.UNKNOWN)));
    }

    private static BarColumns openBars(LiveBarProvider.Answer answer) {
        BarColumns open = new BarColumns(0);
        BarPage page = answer.page();
        for (int i = 0; i < page.bars().size(); i++) {
            if (isOpen(page, i)) {
                open.addFrom(page.bars(), i);
            }
        }
        open.addRange(answer.forming(), 0, answer.forming().size());
        return open;
    }

    private static BarColumns closedBars(BarPage page) {
        BarColumns closed = new BarColumns(page.bars().size());
        for (int i = 0; i < page.bars().size(); i++) {
            if (!isOpen(page, i)) {
                closed.addFrom(page.bars(), i);
            }
        }
        return closed;
    }

    /** By the page's own time. One that opens later still is the validator's matter. */
    private static boolean isOpen(BarPage page, int i) {
        long open = page.bars().openTime(i);
        return open <= page.coveredUntil()
                && open + page.bars().barSize(i).millis() > page.coveredUntil();
    }

    private static BarColumns only(BarColumns bars, int i) {
        BarColumns one = new BarColumns(1);
        one.addFrom(bars, i);
        return one;
    }

    private static BarPage pageOf(BarPage page, BarColumns bars, long progress) {
        BarPage other =
                BarPage.of(page.symbol(), bars, progress, page.marketClock(), page.source());
        return progress == BarPage.UNKNOWN ? other : other.withBadLines(page.badLines());
    }
}
