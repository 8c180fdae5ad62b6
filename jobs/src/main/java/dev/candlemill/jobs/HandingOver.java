package dev.candlemill.jobs;

import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.RejectedBar;
import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.jobs.BackfillResult.HandedOver;
import dev.candlemill.jobs.pipeline.PipelineOptions;
import dev.candlemill.jobs.validate.BarValidator;
import dev.candlemill.postgres.BarHandover;
import dev.candlemill.postgres.OpenMonths.LiveShare;
import dev.candlemill.postgres.PostgresSinkOptions;
import dev.candlemill.source.BarProvider;
import dev.candlemill.source.PageCursor;
import dev.candlemill.source.PlanPart;
import dev.candlemill.source.SymbolRange;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives a live job the bars of the months that it holds. They are validated like all others; a run
 * of its own is not worth it, since those months are few and nothing is computed of them here.
 */
final class HandingOver {

    private final BarProvider provider;
    private final LiveShare share;
    private final BarValidator validator;
    private final SymbolCounts rejected = new SymbolCounts();

    HandingOver(BarProvider provider, LiveShare share, PipelineOptions pipeline) {
        this.provider = PlanPart.since(provider, share.since().toEpochMilli(), share.symbols());
        this.share = share;
        this.validator = new BarValidator(pipeline.calendars(), pipeline.validation());
    }

    /** The bars that are the run's own. */
    static BarProvider own(BarProvider provider, LiveShare share) {
        return PlanPart.before(provider, share.since().toEpochMilli(), share.symbols());
    }

    /** All of them or, when that fails, none. */
    HandedOver run(PostgresSinkOptions store) throws IOException {
        try (BarHandover handover = BarHandover.begin(store)) {
            for (SymbolRange range : provider.plan()) {
                handover.beginSymbol(
                        range.symbol(), Instant.ofEpochMilli(range.from()), provider.name());
                hand(range, handover);
                handover.endSymbol();
            }
            return new HandedOver(handover.commit(), rejected, share.since(), share.live());
        }
    }

    private void hand(SymbolRange range, BarHandover handover) throws IOException {
        List<RejectedBar> noBars = new ArrayList<>();
        try (PageCursor pages = provider.open(range, 0)) {
            for (BarPage page = pages.next(); page != null; page = pages.next()) {
                noBars.clear();
                BarPage valid = validator.validated(page, noBars::add);
                handover.add(valid.bars());
                handover.reject(noBars);
                count(valid);
            }
        }
    }

    private void count(BarPage valid) {
        int[] byReason = valid.rejectedByReason();
        for (int reason = 0; reason < byReason.length; reason++) {
            rejected.in += byReason[reason];
            rejected.countRejected(reason, byReason[reason]);
        }
    }
}
