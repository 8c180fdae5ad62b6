package dev.candlemill.jobs;

import dev.candlemill.bar.RejectReason;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.jobs.SourceOptions.StoredOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a run did, for people. */
public final class Summary {

    private final BackfillOptions options;
    private final BackfillResult result;
    private final double seconds;

    public Summary(BackfillOptions options, BackfillResult result) {
        this.options = options;
        this.result = result;
        this.seconds = result.duration().toMillis() / 1000.0;
    }

    /** Lines without an end: pace, candles by timeframe, and what became of the input. */
    public String text() {
        List<String> lines = new ArrayList<>();
        if (result.counts().isPresent()) {
            addCounts(lines, result.counts().get());
        } else {
            addUnknown(lines);
        }
        addHandedOver(lines);
        addStopped(lines);
        return String.join("\n", lines);
    }

    /** Whether every input record is accounted for, as far as counts are known. */
    public boolean addsUp() {
        return result.counts().map(SymbolCounts::isBalanced).orElse(true);
    }

    /** Zeros would be wrong, and look like a run that had nothing to do. */
    private void addUnknown(List<String> lines) {
        lines.add(options.jobId() + ": " + format("committed in %.1f s", seconds));
        lines.add("");
        lines.add(
                "counts are unknown: every task had finished before the restart, so that only the");
        lines.add(
                "last commit was left to do; all candles are there (with Postgres, counts are kept)");
    }

    private void addCounts(List<String> lines, SymbolCounts counts) {
        lines.add(options.jobId() + ": " + pace(counts));
        lines.add("");
        addCandles(lines, counts);
        lines.add("");
        addInput(lines, counts);
    }

    private String pace(SymbolCounts counts) {
        double perSecond = result.barsRead() / Math.max(seconds, 0.001);
        String pace = format("%.1f s, %,.0f bars/s", seconds, perSecond);
        return result.barsRead() < counts.in
                ? format(
                        "%,d bars, %,d of them read now, in %s", counts.in, result.barsRead(), pace)
                : format("%,d bars in %s", counts.in, pace);
    }

    private void addCandles(List<String> lines, SymbolCounts counts) {
        long total = Timeframe.all().stream().mapToLong(counts::candles).sum(); // 5m always are
        if (total == 0) {
            lines.add(whyNone(counts));
            return;
        }
        lines.add(format("%-10s %12s %12s", "timeframe", "candles", "revisions"));
        for (Timeframe timeframe : Timeframe.all()) {
            if (counts.candles(timeframe) > 0) {
                lines.add(
                        format(
                                "%-10s %,12d %,12d",
                                timeframe.wire(),
                                counts.candles(timeframe),
                                counts.revised(timeframe)));
            }
        }
    }

    private String whyNone(SymbolCounts counts) {
        boolean isStored =
                counts.duplicate > 0 || counts.in == 0 && options.source() instanceof StoredOptions;
        if (result.handedOver().isPresent() || counts.accepted > 0) {
            return "no candles written by this run";
        }
        if (isStored) {
            return "nothing added and nothing changed: every candle was stored already" + inCsv();
        }
        return counts.in == 0
                ? "no candles written by this run: no bar was read"
                : "no candles written by this run: no bar was accepted";
    }

    private String inCsv() {
        boolean isBesidePostgres =
                options.sinks().csv().isPresent() && options.sinks().postgres().isPresent();
        return isBesidePostgres
                ? " in Postgres, and the CSV folder gets only what is new there"
                : "";
    }

    private static void addInput(List<String> lines, SymbolCounts counts) {
        lines.add(format("%-10s %,12d", "in", counts.in));
        lines.add(
                format(
                        "%-10s %,12d  (corrected %,d)",
                        "= accepted", counts.accepted, counts.corrected));
        lines.add(format("%-10s %,12d", "+ duplicate", counts.duplicate));
        lines.add(format("%-10s %,12d", "+ late", counts.late));
        lines.add(format("%-10s %,12d", "+ rejected", counts.rejected()));
        counts.rejectedByReason()
                .forEach(
                        (reason, count) ->
                                lines.add(
                                        format(
                                                "    %-16s %,d  %s",
                                                reason.code(), count, advice(reason))));
        if (!counts.isBalanced()) {
            lines.add(
                    "THESE DO NOT ADD UP: some bars were lost or counted twice. Please report it.");
        }
    }

    private void addHandedOver(List<String> lines) {
        result.handedOver()
                .ifPresent(
                        handed -> {
                            lines.add("");
                            lines.add(
                                    format(
                                            "%-10s %,12d  that open since %s, to %s",
                                            "handed",
                                            handed.bars(),
                                            handed.since(),
                                            taker(handed.live())));
                        });
    }

    /** Its own counts have them then. */
    private static String taker(Optional<String> live) {
        return live.map(job -> "live job " + job + ", which folds them after its next checkpoint")
                .orElse("the next live job: none runs now, and bars handed over before still wait");
    }

    private void addStopped(List<String> lines) {
        if (!result.stopped().isEmpty()) {
            lines.add("");
            result.stopped().forEach(reason -> lines.add("stopped: " + reason));
        }
    }

    private static String advice(RejectReason reason) {
        return reason == RejectReason.OUTSIDE_SESSION
                ? reason.meaning()
                        + "; --session extended or --outside merge-close would keep some of them"
                : reason.meaning();
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
