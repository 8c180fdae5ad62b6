package dev.candlemill.benchmarks.item;

import dev.candlemill.benchmarks.replay.ReplayScript;
import dev.candlemill.benchmarks.replay.ReplaySettings;
import dev.candlemill.benchmarks.replay.Workload;
import dev.candlemill.benchmarks.run.FoldJob;
import dev.candlemill.benchmarks.run.LocalRun;
import dev.candlemill.benchmarks.run.PageCollector;
import dev.candlemill.benchmarks.run.RunResult;
import dev.candlemill.benchmarks.run.StateKind;
import dev.candlemill.benchmarks.run.StoreSink;
import dev.candlemill.calendar.Timeframe;
import dev.candlemill.candle.CandlePage;
import dev.candlemill.cli.embedded.EmbeddedPostgresServer;
import dev.candlemill.postgres.CandleCopyEncoder;
import dev.candlemill.postgres.CandleTable;
import dev.candlemill.postgres.JobStamp;
import dev.candlemill.postgres.Lease;
import dev.candlemill.postgres.Leases;
import dev.candlemill.postgres.Password;
import dev.candlemill.postgres.PostgresSchema;
import dev.candlemill.postgres.PostgresSettings;
import dev.candlemill.postgres.PostgresSinkOptions;
import dev.candlemill.postgres.PostgresSinkOptions.WriteLimits;
import dev.candlemill.postgres.PostgresSinks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * (b) End to end into Postgres, against a bare COPY of exactly the rows that come out, with as many
 * connections as the job has writers. The bare COPY encodes the same binary rows by the same
 * encoder, into the same table, and does nothing else.
 */
public final class StoreItem implements Item {

    private static final double TARGET = 0.7;
    private static final int CHUNK_BYTES = 128 * 1024;
    private static final JobStamp STAMP = new JobStamp("bench", "bench");

    @Override
    public String letter() {
        return "b";
    }

    @Override
    public String title() {
        return "end to end into Postgres, against a bare COPY";
    }

    @Override
    public List<Figure> measure(Scale scale, Consumer<String> progress) throws Exception {
        Path folder = Files.createTempDirectory("candlemill-bench-postgres");
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start(folder)) {
            PostgresSettings settings =
                    PostgresSettings.of(
                            server.url(), EmbeddedPostgresServer.OWNER, Password.none());
            new PostgresSchema(settings).migrate();
            List<Figure> figures = new ArrayList<>();
            figures.addAll(measure(scale, Workload.CANDLES, settings, progress));
            ReplayScript.clear();
            figures.addAll(measure(scale, Workload.INDICATORS, settings, progress));
            return figures;
        }
    }

    private static List<Figure> measure(
            Scale scale, Workload workload, PostgresSettings settings, Consumer<String> progress)
            throws Exception {
        ReplaySettings replay =
                ReplaySettings.of("XNYS", scale.symbols(), scale.storedBars(), Runs.PARALLELISM);
        FoldJob fold = new FoldJob(replay, workload);
        String with = workload == Workload.CANDLES ? "" : ", with indicators";
        progress.accept("the rows that come out" + with);
        List<List<CandlePage>> pages = pages(fold);
        double[] job = new double[scale.rounds()];
        double[] bare = new double[scale.rounds()];
        double[] ratio = new double[scale.rounds()];
        store(fold, settings);
        for (int round = 0; round < scale.rounds(); round++) {
            progress.accept("the job");
            job[round] = store(fold, settings);
            progress.accept("the bare COPY");
            bare[round] = copy(pages, settings);
            ratio[round] = job[round] / bare[round];
        }
        return List.of(
                Figure.of("b", "job into Postgres" + with, "rows/s", new Rate(job), null),
                Figure.of("b", "bare COPY of the same rows" + with, "rows/s", new Rate(bare), null),
                Figure.of("b", "job / bare COPY" + with, "x", new Rate(ratio), null)
                        .atLeast(TARGET));
    }

    private static List<List<CandlePage>> pages(FoldJob fold) throws Exception {
        List<List<CandlePage>> collected = new ArrayList<>();
        run().run(
                        fold.settings().timedBars(),
                        (env, probe) -> fold.define(env, probe, new PageCollector("pages")));
        collected.addAll(PageCollector.take("pages"));
        return collected;
    }

    private static double store(FoldJob fold, PostgresSettings settings) throws Exception {
        empty(settings);
        Lease lease = Leases.acquire(settings, "bench", "bench", "bench");
        PostgresSinkOptions options =
                new PostgresSinkOptions(
                        settings,
                        lease,
                        STAMP,
                        EnumSet.allOf(Timeframe.class),
                        "bench",
                        WriteLimits.standard());
        RunResult result =
                run().run(
                                fold.settings().timedBars(),
                                (env, probe) ->
                                        fold.define(
                                                env,
                                                probe,
                                                new StoreSink(
                                                        PostgresSinks.candles(options), probe)));
        return result.rows() / result.seconds();
    }

    private static double copy(List<List<CandlePage>> writers, PostgresSettings settings)
            throws Exception {
        empty(settings);
        ExecutorService threads = Executors.newFixedThreadPool(writers.size());
        long begin = System.nanoTime();
        try {
            List<Future<Long>> copies = new ArrayList<>();
            for (List<CandlePage> pages : writers) {
                copies.add(threads.submit(() -> copyOne(pages, settings)));
            }
            long rows = 0;
            for (Future<Long> copy : copies) {
                rows += copy.get();
            }
            return rows / ((System.nanoTime() - begin) / 1e9);
        } finally {
            threads.shutdown();
        }
    }

    private static long copyOne(List<CandlePage> pages, PostgresSettings settings)
            throws Exception {
        try (Connection connection = settings.open()) {
            CopyIn copy =
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn(CandleTable.copyInto("candles"));
            CandleCopyEncoder encoder = new CandleCopyEncoder(STAMP);
            encoder.begin(System.currentTimeMillis());
            for (CandlePage page : pages) {
                encoder.rows(page, 0, page.size());
                if (encoder.size() >= CHUNK_BYTES) {
                    copy.writeToCopy(encoder.buffer(), 0, encoder.size());
                    encoder.clear();
                }
            }
            encoder.end();
            copy.writeToCopy(encoder.buffer(), 0, encoder.size());
            return copy.endCopy();
        }
    }

    private static void empty(PostgresSettings settings) throws Exception {
        try (Connection connection = settings.open();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE candles");
            statement.execute("CHECKPOINT");
        }
    }

    private static LocalRun run() {
        return new LocalRun(StateKind.HEAP, Runs.PARALLELISM, Duration.ofSeconds(10));
    }
}
