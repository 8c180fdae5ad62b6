package dev.candlemill.source;

import dev.candlemill.bar.BarColumns;
import dev.candlemill.bar.BarPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of two parts of what a provider has, divided at a time: of certain symbols the bars before it
 * or those after it; the others belong to the first part as a whole. Together the two give each
 * record once. Those without a time go with a symbol's first part.
 */
public final class PlanPart implements BarProvider {

    private static final long serialVersionUID = 1L;

    private final BarProvider provider;
    private final long time;
    private final HashSet<String> divided;
    private final boolean isFirst;

    /** Symbols of which this part is the first; known once the plan is. */
    private final HashSet<String> first = new HashSet<>();

    private PlanPart(BarProvider provider, long time, Set<String> divided, boolean isFirst) {
        this.provider = provider;
        this.time = time;
        this.divided = new HashSet<>(divided);
        this.isFirst = isFirst;
    }

    /**
     * What opens before a time.
     *
     * @param time epoch milliseconds
     * @param divided which symbols are divided; others are here with all they have
     */
    public static BarProvider before(BarProvider provider, long time, Set<String> divided) {
        return new PlanPart(provider, time, divided, true);
    }

    /** The rest. */
    public static BarProvider since(BarProvider provider, long time, Set<String> divided) {
        return new PlanPart(provider, time, divided, false);
    }

    @Override
    public String name() {
        return provider.name();
    }

    @Override
    public boolean readsWhatIsStored() {
        return provider.readsWhatIsStored();
    }

    /** Of the second part, to be asked for before it is opened. */
    @Override
    public List<SymbolRange> plan() throws IOException {
        List<SymbolRange> part = new ArrayList<>();
        for (SymbolRange range : provider.plan()) {
            boolean isDivided = divided.contains(range.symbol());
            long from = isFirst ? range.from() : Math.max(range.from(), time);
            long to = isFirst && isDivided ? Math.min(range.to(), time) : range.to();
            if (from < to && (isFirst || isDivided)) {
                part.add(new SymbolRange(range.symbol(), from, to));
            }
            if (isFirst || range.from() >= time) {
                first.add(range.symbol());
            }
        }
        return part;
    }

    @Override
    public PageCursor open(SymbolRange range, long position) throws IOException {
        PageCursor cursor = provider.open(range, position);
        return divided.contains(range.symbol())
                ? new Part(cursor, isFirst || first.contains(range.symbol()))
                : cursor;
    }

    private final class Part implements PageCursor {

        private final PageCursor whole;

        /** Whether records without a time, or before all others, are here. */
        private final boolean isSymbolsFirst;

        Part(PageCursor whole, boolean isSymbolsFirst) {
            this.whole = whole;
            this.isSymbolsFirst = isSymbolsFirst;
        }

        @Override
        public @Nullable BarPage next() throws IOException {
            BarPage page = whole.next();
            if (page == null) {
                return null;
            }
            BarColumns bars = new BarColumns(page.bars().size());
            for (int i = 0; i < page.bars().size(); i++) {
                boolean isBefore = page.bars().openTime(i) < time;
                if (isBefore ? isSymbolsFirst : !isFirst) {
                    bars.addFrom(page.bars(), i);
                }
            }
            long until = isFirst ? Math.min(page.coveredUntil(), time) : page.coveredUntil();
            return BarPage.of(page.symbol(), bars, until, page.marketClock(), page.source())
                    .withBadLines(isSymbolsFirst ? page.badLines() : List.of())
                    .withPlace(page.place());
        }

        @Override
        public long position() {
            return whole.position();
        }

        @Override
        public void close() throws IOException {
            whole.close();
        }
    }
}
