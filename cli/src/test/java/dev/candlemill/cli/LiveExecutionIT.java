package dev.candlemill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.candlemill.cli.cluster.Database;
import dev.candlemill.cli.embedded.EmbeddedPostgresServer;
import dev.candlemill.jobs.config.LiveArguments;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live job as it runs in a terminal. */
final class LiveExecutionIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CountDownLatch stopWish = new CountDownLatch(1);

    @Test
    void printsSignalsAcrossLostConnectionsAndStopsWithASavepoint() throws Exception {
        try (EmbeddedPostgresServer postgres =
                EmbeddedPostgresServer.start(folder.resolve("postgres"))) {
            Database database = Database.create(postgres, "live");
            printsSignalsAcrossLostConnections(database);
        }
    }

    private void printsSignalsAcrossLostConnections(Database database) throws Exception {
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> run(database.url()));
        awaitSignals(1, code);
        database.query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        await().atMost(PATIENCE).until(() -> err.toString().contains("signals cannot be read"));
        awaitSignals(signals() + 5, code);
        stopWish.countDown();

        assertThat(code.get()).as(err::toString).isZero();
        assertThat(err.toString()).contains("stopped; ./candlemill live --resume continues");
        assertThat(out.toString().lines()).as("each once").doesNotHaveDuplicates();
    }

    private void awaitSignals(long least, CompletableFuture<Integer> code) {
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            assertThat(code).as(err::toString).isNotDone();
                            return signals() >= least;
                        });
    }

    private long signals() {
        return out.toString().lines().filter(line -> line.contains("rsi(")).count();
    }

    private int run(String url) {
        List<String> flags =
                List.of(
                        "--source=simulated",
                        "--symbols=CRYPTO:ONE,CRYPTO:TWO",
                        "--strategies=rsi(14,45,55)",
                        "--strategy-timeframes=5m,15m",
                        "--since=2025-03-01T00:00:00Z",
                        "--market-time=2025-03-03T00:00:00Z",
                        "--speed=3600",
                        "--poll-interval=100ms",
                        "--checkpoint-interval=500ms",
                        "--checkpoint-dir=" + folder.resolve("checkpoints").toUri(),
                        "--set=postgres.url=" + url,
                        "--set=postgres.user=" + EmbeddedPostgresServer.OWNER,
                        "--parallelism=1");
        Context context =
                new Context(
                        new ProjectFolder(folder),
                        new Terminal(new PrintWriter(out), new PrintWriter(err, true), false),
                        Map.of(),
                        Clock.systemUTC());
        try {
            LiveArguments arguments =
                    LiveArguments.parse(
                            flags.toArray(new String[0]),
                            context.surroundings(context.clock(), Map.of()));
            return new LiveExecution(context, arguments, stopWish).run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
