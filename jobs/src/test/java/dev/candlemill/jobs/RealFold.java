package dev.candlemill.jobs;

import dev.candlemill.bar.BarPage;
import dev.candlemill.bar.RejectReason;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.Candle;
import dev.candlemill.candle.FoldOptions;
import dev.candlemill.candle.FoldRun;
import dev.candlemill.candle.SeriesOptions;
import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.jobs.validate.ValidatedPages;
import dev.candlemill.jobs.validate.ValidationOptions;
import dev.candlemill.source.BarProvider;
import dev.candlemill.source.PageCursor;
import dev.candlemill.source.SymbolRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A backfill of one file without Flink: provider, validator and fold in memory. */
final class RealFold {

    private final FoldRun run;
    private final Map<RejectReason, Integer> rejected;

    private RealFold(FoldRun run, Map<RejectReason, Integer> rejected) {
        this.run = run;
        this.rejected = rejected;
    }

    /** Folds {@code bars/<file>.csv.gz} under a venue, with further arguments as a user gives. */
    static RealFold of(Path folder, String file, String venue, String... arguments)
            throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(
                List.of(
                        "--source=file",
                        "--input=" + RealData.file(file),
                        "--venue=" + venue,
                        "--sink=csv",
                        "--output=" + folder.resolve("out")));
        BackfillOptions options = BackfillRun.options(folder, all.toArray(new String[0]));
        BarProvider provider = BackfillSource.provider(options, System.currentTimeMillis());
        List<SymbolRange> plan = provider.plan();
        if (plan.size() != 1) {
            throw new AssertionError("expected one symbol in " + file + ", found " + plan);
        }
        return of(options, provider, plan.get(0));
    }

    private static RealFold of(BackfillOptions options, BarProvider provider, SymbolRange range)
            throws Exception {
        boolean mergeClose = options.outside() == OutsideSession.MERGE_CLOSE;
        ValidatedPages valid =
                new ValidatedPages(
                        options.calendar(),
                        new ValidationOptions(
                                options.timing().futureSkew(), mergeClose, null, null));
        FoldRun run =
                new FoldRun(
                        options.calendar().calendarOf(range.symbol()),
                        new FoldOptions(
                                options.timing().grace(),
                                mergeClose,
                                FoldOptions.DEFAULT.timeframeMask(),
                                SeriesOptions.CATALOGUE));
        try (PageCursor cursor = provider.open(range, 0)) {
            for (BarPage page = cursor.next(); page != null; page = cursor.next()) {
                run.page(valid.validated(page));
            }
        }
        long asOf = options.range().asOf();
        run.page(BarPage.endOfInput(range.symbol(), asOf, asOf, provider.name()));
        return new RealFold(run, valid.rejected());
    }

    List<Candle> candles(String timeframe) {
        return run.stored(Timeframe.parse(timeframe));
    }

    SymbolCounts counts() {
        return run.counts();
    }

    Map<RejectReason, Integer> rejected() {
        return rejected;
    }
}
