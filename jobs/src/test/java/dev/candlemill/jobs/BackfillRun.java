package dev.candlemill.jobs;

import dev.candlemill.candle.SymbolCounts;
import dev.candlemill.jobs.config.BackfillArguments;
import dev.candlemill.jobs.config.Surroundings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs backfills as a user would, by arguments, on whatever cluster the environment finds. */
final class BackfillRun {

    private BackfillRun() {}

    static BackfillOptions options(Path folder, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--checkpoint-dir", folder.resolve("checkpoints").toUri().toString()));
        Surroundings surroundings = new Surroundings(Map.of(), Clock.systemUTC(), Map.of());
        return BackfillArguments.parse(all.toArray(new String[0]), surroundings).options();
    }

    static SymbolCounts run(BackfillOptions options) throws Exception {
        return new Backfill(options, BackfillProgress.SILENT).run().counts().orElseThrow();
    }
}
