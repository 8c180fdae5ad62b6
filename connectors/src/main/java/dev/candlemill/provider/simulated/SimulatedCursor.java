package dev.candlemill.provider.simulated;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import dev.candlemill.source.PageCursor;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the records of a range into pages. A position is a session of the range and a record in it,
 * so it means the same at any page size. A page never spans two months: what comes beyond the
 * horizon is in a later page than what closed it, however large pages are.
 */
final class SimulatedCursor implements PageCursor {

    private static final int RECORD_BITS = 20;
    private static final long RECORD_MASK = (1L << RECORD_BITS) - 1;
    private static final int MOST_RESERVED = 4096;

    private final MarketRange market;
    private final SessionRecords records;
    private final int pageSize;
    private final long marketClock;
    private int session;
    private int record;
    private boolean isRead;

    SimulatedCursor(MarketRange market, SimulatedSettings settings, long position) {
        this.market = market;
        this.records = new SessionRecords(market, settings);
        this.pageSize = settings.pageSize();
        this.marketClock = settings.to();
        this.session = (int) (position >>> RECORD_BITS);
        this.record = (int) (position & RECORD_MASK);
    }

    @Override
    public @Nullable BarPage next() {
        if (!hasNext()) {
            return null;
        }
        BarColumns page = new BarColumns(Math.min(pageSize, MOST_RESERVED));
        int month = month();
        while (page.size() < pageSize && hasNext() && month() == month) {
            int end = Math.min(records.size(), record + pageSize - page.size());
            page.addRange(records.columns(), record, end);
            record = end;
        }
        return BarPage.of(
                market.range().symbol(), page, coveredUntil(), marketClock, SimulatedProvider.NAME);
    }

    @Override
    public long position() {
        return (long) session << RECORD_BITS | record;
    }

    @Override
    public void close() {}

    /** Moves on to the next session that has records left. */
    private boolean hasNext() {
        while (session < market.sessionCount()) {
            if (!isRead) {
                records.read(session);
                isRead = true;
            }
            if (record < records.size()) {
                return true;
            }
            session++;
            record = 0;
            isRead = false;
        }
        return false;
    }

    /** Nothing trades between two sessions, so the market is known up to the next open. */
    private long coveredUntil() {
        if (!hasNext()) {
            return market.range().to();
        }
        return record > 0 ? records.coveredUntil(record - 1) : market.session(session).openTime();
    }

    private int month() {
        return market.session(session).month().date();
    }
}
