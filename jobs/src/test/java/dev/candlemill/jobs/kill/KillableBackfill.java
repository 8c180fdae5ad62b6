package dev.candlemill.jobs.kill;

import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.jobs.Backfill;
import dev.candlemill.jobs.BackfillProgress;
import dev.candlemill.jobs.BackfillResult;
import dev.candlemill.jobs.config.BackfillArguments;
import dev.candlemill.jobs.config.Surroundings;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;

/** A backfill in a process of its own, so that it can be killed. */
final class KillableBackfill {

    private KillableBackfill() {}

    /** The file for the result, then the arguments of a backfill. */
    public static void main(String[] arguments) throws Exception {
        BackfillArguments parsed =
                BackfillArguments.parse(
                        Arrays.copyOfRange(arguments, 1, arguments.length),
                        new Surroundings(Map.of(), Clock.systemUTC(), Map.of()));
        parsed.remember();
        BackfillResult result = new Backfill(parsed.options(), BackfillProgress.SILENT).run();
        write(result, Path.of(arguments[0]));
        System.exit(0);
    }

    private static void write(BackfillResult result, Path file) throws Exception {
        SymbolCounts counts = result.counts().orElseThrow();
        Properties lines = new Properties();
        lines.setProperty("barsRead", "" + result.barsRead());
        lines.setProperty("in", "" + counts.in);
        lines.setProperty("accepted", "" + counts.accepted);
        lines.setProperty("duplicate", "" + counts.duplicate);
        lines.setProperty("corrected", "" + counts.corrected);
        lines.setProperty("late", "" + counts.late);
        lines.setProperty("rejected", "" + counts.rejected());
        counts.rejectedByReason()
                .forEach((reason, number) -> lines.setProperty(reason.code(), "" + number));
        try (Writer out = Files.newBufferedWriter(file)) {
            lines.store(out, null);
        }
    }
}
