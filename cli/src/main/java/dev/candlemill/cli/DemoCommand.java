package dev.candlemill.cli;

import dev.candlemill.cli.embedded.EmbeddedKafkaBroker;
import dev.candlemill.cli.embedded.EmbeddedPostgresServer;
import dev.candlemill.jobs.config.BackfillArguments;
import dev.candlemill.jobs.config.ConfigException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything on this machine, with a simulated market. */
@Command(
        name = "demo",
        description = {
            "Starts the embedded Postgres and Kafka, backfills three simulated years of 20 US stocks"
                    + " and 5 crypto pairs at all timeframes, and says how to query them.",
            "Without --once, the servers then stay up until Ctrl-C. (A live market, and a page to"
                    + " watch it on, are not there yet.)",
            "Run it again: it adds and changes nothing."
        })
final class DemoCommand implements Callable<Integer> {

    private final Context context;

    @Option(names = "--once", description = "Stop the servers and exit after the backfill.")
    private boolean once;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this page and stop.")
    private boolean helpRequested;

    DemoCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        try (EmbeddedServers servers = new EmbeddedServers(context)) {
            EmbeddedPostgresServer postgres = servers.migratedPostgres();
            EmbeddedKafkaBroker kafka = servers.kafka();
            int code = new BackfillExecution(context, market(postgres, kafka)).run();
            context.terminal().out().println(QueryHints.text(postgres, kafka, !once));
            context.terminal().out().flush();
            if (code == ExitCodes.OK && !once) {
                awaitInterrupt();
            }
            return code;
        }
    }

    /** Whole past years, so that a second run has the same range. */
    private BackfillArguments market(EmbeddedPostgresServer postgres, EmbeddedKafkaBroker kafka)
            throws ConfigException {
        String[] flags = {
            "--source", "simulated",
            "--from", "2023-01-01",
            "--to", "2026-01-01",
            "--sink", "postgres,kafka",
            "--postgres-url", postgres.url(),
            "--postgres-user", EmbeddedServers.JOB_ROLE,
            "--kafka-bootstrap", kafka.bootstrap()
        };
        return BackfillArguments.parse(flags, context.surroundings(context.clock(), Map.of()));
    }

    private void awaitInterrupt() throws InterruptedException {
        context.terminal().say("\nThe servers stay up; Ctrl-C stops them.");
        new CountDownLatch(1).await();
    }
}
