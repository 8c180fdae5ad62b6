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
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A backfill; as the main class of a process of its own it can be killed. */
final class KillableBackfill {

    private KillableBackfill() {}

    /** The file for the result, then the arguments of a backfill. */
    public static void main(String[] arguments) throws Exception {
        Map<String, Long> counts = run(List.of(arguments).subList(1, arguments.length));
        Properties lines = new Properties();
        counts.forEach((name, number) -> lines.setProperty(name, "" + number));
        try (Writer out = Files.newBufferedWriter(Path.of(arguments[0]))) {
            lines.store(out, null);
        }
        System.exit(0);
    }

    /**
     * Runs it in this process, to its end.
     *
     * @return what it counted, by name
     */
    static Map<String, Long> run(List<String> arguments) throws Exception {
        BackfillArguments parsed =
                BackfillArguments.parse(
                        arguments.toArray(new String[0]),
                        new Surroundings(Map.of(), Clock.systemUTC(), Map.of()));
        parsed.memory().remember();
        return counts(new Backfill(parsed.options(), BackfillProgress.SILENT).run());
    }

    private static Map<String, Long> counts(BackfillResult result) {
        SymbolCounts counts = result.counts().orElseThrow();
        Map<String, Long> byName = new TreeMap<>();
        byName.put("barsRead", result.barsRead());
        byName.put("in", counts.in);
        byName.put("accepted", counts.accepted);
        byName.put("duplicate", counts.duplicate);
        byName.put("corrected", counts.corrected);
        byName.put("late", counts.late);
        byName.put("rejected", counts.rejected());
        counts.rejectedByReason().forEach((reason, number) -> byName.put(reason.code(), number));
        return byName;
    }
}
