package dev.candlemill.cli;

import dev.candlemill.cli.cluster.ClusterException;
import dev.candlemill.cli.cluster.LocalCluster;
import dev.candlemill.jobs.Backfill;
import dev.candlemill.jobs.BackfillJob;
import dev.candlemill.jobs.BackfillProgress;
import dev.candlemill.jobs.ExecutionOptions;
import dev.candlemill.jobs.Live;
import dev.candlemill.jobs.LiveJob;
import dev.candlemill.jobs.PreflightException;
import dev.candlemill.jobs.config.BackfillArguments;
import dev.candlemill.jobs.config.ConfigException;
import dev.candlemill.jobs.config.LiveArguments;
import dev.candlemill.jobs.config.Surroundings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** Brings a job to the cluster that {@code ./candlemill cluster up} started. */
@Command(
        name = "submit",
        description = {
            "Submits a job to the cluster on this machine, and waits for its end: the client holds the"
                    + " lease on the database, and notes how the job ended. The same as Flink's own"
                    + " `flink run -c dev.candlemill.jobs.BackfillJob jobs/target/candlemill-jobs.jar`."
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {HelpCommand.class})
final class SubmitCommand {

    private SubmitCommand() {}

    static CommandLine in(Context context) {
        return new CommandLine(new SubmitCommand())
                .addSubcommand(
                        job(context, "backfill", BackfillJob.class, SubmitCommand::checkBackfill))
                .addSubcommand(job(context, "live", LiveJob.class, SubmitCommand::checkLive));
    }

    private static ExecutionOptions checkBackfill(String[] arguments, Surroundings surroundings)
            throws ConfigException, PreflightException {
        BackfillArguments parsed = BackfillArguments.parse(arguments, surroundings);
        if (!parsed.printsConfig()) {
            new Backfill(parsed.options(), BackfillProgress.SILENT).validate();
        }
        return parsed.options().execution();
    }

    private static ExecutionOptions checkLive(String[] arguments, Surroundings surroundings)
            throws ConfigException, PreflightException {
        LiveArguments parsed = LiveArguments.parse(arguments, surroundings);
        if (!parsed.printsConfig()) {
            try (Live live = new Live(parsed.options(), BackfillProgress.SILENT)) {
                live.validate();
            }
        }
        return parsed.options().run().execution();
    }

    private static CommandLine job(Context context, String name, Class<?> mainClass, Check check) {
        CommandLine job = new CommandLine(new Job(context, mainClass, check));
        job.getCommandSpec().name(name);
        job.getCommandSpec()
                .usageMessage()
                .description(
                        "Takes ./candlemill "
                                + name
                                + "'s arguments; there are no embedded servers, so name those that it"
                                + " shall write to. Checkpoints go to the project's folder unless"
                                + " --checkpoint-dir, the environment or a file names another.");
        return job.setUnmatchedOptionsArePositionalParams(true);
    }

    /**
     * Looks at a job's arguments, and at what they name, before a cluster sees them: what Flink's
     * client makes of a mistake does not say of which kind it is.
     */
    private interface Check {
        /** How the job is to run, with the project's folder for checkpoints if none is set. */
        ExecutionOptions of(String[] arguments, Surroundings surroundings)
                throws ConfigException, PreflightException;
    }

    @Command(mixinStandardHelpOptions = true)
    private static final class Job implements Callable<Integer> {
        private final Context context;
        private final Class<?> mainClass;
        private final Check check;

        @Parameters(paramLabel = "ARGUMENT", description = "Of the job.")
        private List<String> arguments = new ArrayList<>();

        @Unmatched private List<String> further = new ArrayList<>();

        Job(Context context, Class<?> mainClass, Check check) {
            this.context = context;
            this.mainClass = mainClass;
            this.check = check;
        }

        @Override
        public Integer call() throws Exception {
            Path jar = context.project().jobsJar();
            if (!Files.exists(jar)) {
                throw new ClusterException(jar + " is not there: mvn package builds it");
            }
            List<String> all = new ArrayList<>(arguments);
            all.addAll(further);
            ExecutionOptions execution =
                    check.of(
                            all.toArray(new String[0]),
                            context.surroundings(context.clock(), Map.of()));
            Path folder = context.project().checkpoints();
            if (isIn(execution, folder)) { // nobody named it: the client does not know of it
                all.add("--checkpoint-dir=" + folder);
            }
            LocalCluster cluster = context.project().cluster();
            Process client = cluster.submission(jar, mainClass.getName(), all).inheritIO().start();
            return client.waitFor() == 0 ? ExitCodes.OK : ExitCodes.FAILURE;
        }

        private static boolean isIn(ExecutionOptions execution, Path folder) {
            return execution
                    .checkpointDir()
                    .map(URI::create)
                    .filter(uri -> "file".equals(uri.getScheme()))
                    .filter(uri -> folder.equals(Path.of(uri.getPath()).getParent()))
                    .isPresent();
        }
    }
}
