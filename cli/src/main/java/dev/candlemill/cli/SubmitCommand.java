package dev.candlemill.cli;

import dev.candlemill.cli.cluster.ClusterException;
import dev.candlemill.cli.cluster.LocalCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
                        job(context, "backfill", "BackfillJob", "Takes ./candlemill backfill's"))
                .addSubcommand(job(context, "live", "LiveJob", "Takes ./candlemill live's"));
    }

    private static CommandLine job(
            Context context, String name, String mainClass, String whatItTakes) {
        CommandLine job = new CommandLine(new Job(context, "dev.candlemill.jobs." + mainClass));
        job.getCommandSpec().name(name);
        job.getCommandSpec()
                .usageMessage()
                .description(
                        whatItTakes
                                + " arguments; there are no embedded servers, so name those that it"
                                + " shall write to. Checkpoints go to the project's folder unless"
                                + " --checkpoint-dir names another.");
        return job.setUnmatchedOptionsArePositionalParams(true);
    }

    @Command(mixinStandardHelpOptions = true)
    private static final class Job implements Callable<Integer> {
        private final Context context;
        private final String mainClass;

        @Parameters(paramLabel = "ARGUMENT", description = "Of the job.")
        private List<String> arguments = new ArrayList<>();

        @Unmatched private List<String> further = new ArrayList<>();

        Job(Context context, String mainClass) {
            this.context = context;
            this.mainClass = mainClass;
        }

        @Override
        public Integer call() throws Exception {
            Path jar = context.project().jobsJar();
            if (!Files.exists(jar)) {
                throw new ClusterException(jar + " is not there: mvn package builds it");
            }
            LocalCluster cluster = context.project().cluster();
            List<String> all = new ArrayList<>(arguments);
            all.addAll(further);
            if (all.stream().noneMatch(argument -> argument.startsWith("--checkpoint-dir"))) {
                all.add("--checkpoint-dir=" + context.project().checkpoints());
            }
            Process client = cluster.submission(jar, mainClass, all).inheritIO().start();
            return client.waitFor() == 0 ? ExitCodes.OK : ExitCodes.FAILURE;
        }
    }
}
