package dev.candlemill.cli;

import dev.candlemill.cli.cluster.ClusterException;
import dev.candlemill.cli.cluster.ClusterRest;
import dev.candlemill.cli.cluster.LocalCluster;
import dev.candlemill.cli.cluster.ManagerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts, shows, hurts and stops a Flink cluster of processes on this machine. */
@Command(
        name = "cluster",
        description = {
            "A Flink session cluster of processes on this machine, on loopback, for jobs that"
                    + " ./candlemill submit brings to it. It stays up until it is told to go down."
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {HelpCommand.class},
        footer = {
            "",
            "Example:",
            "  ./candlemill cluster up --task-managers 2",
            "  ./candlemill submit backfill --source simulated --from 2025-01-01 --to 2025-02-01 --sink csv"
                    + " --output /tmp/out",
            "  ./candlemill cluster down"
        })
final class ClusterCommand {

    private static final int MOST_TASK_MANAGERS = 64;

    /** What stands before the run's id in the name that Flink knows. */
    private static final String JOB_NAME = "candlemill ";

    private final Context context;
    private final LocalCluster cluster;

    private ClusterCommand(Context context) {
        this.context = context;
        this.cluster = context.project().cluster();
    }

    static CommandLine in(Context context) {
        return new CommandLine(new ClusterCommand(context));
    }

    @Command(
            name = "up",
            description =
                    "Starts what is not running: a job manager, and task managers of two slots each."
                            + " Returns when they are there.",
            mixinStandardHelpOptions = true)
    int up(
            @Option(
                            names = "--task-managers",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "How many. Default: 1.")
                    int taskManagers,
            @Option(
                            names = "--port",
                            paramLabel = "PORT",
                            defaultValue = "8081",
                            description =
                                    "Of the REST interface and Flink's page, on 127.0.0.1; 0 for"
                                            + " any. Default: 8081.")
                    int port)
            throws IOException, InterruptedException {
        if (taskManagers < 1 || taskManagers > MOST_TASK_MANAGERS) {
            context.terminal()
                    .say(
                            "candlemill: --task-managers expected from 1 to "
                                    + MOST_TASK_MANAGERS
                                    + ", found "
                                    + taskManagers);
            return ExitCodes.USAGE;
        }
        context.terminal().say("starting, which takes some 10 s ...");
        cluster.up(taskManagers, port);
        print(context, cluster);
        return ExitCodes.OK;
    }

    @Command(
            name = "status",
            description = "Prints processes, slots and jobs. Exit code 3 when no job manager runs.",
            mixinStandardHelpOptions = true)
    int status() throws IOException, InterruptedException {
        if (!cluster.jobManager().isRunning()) {
            throw new ClusterException("no cluster runs: start one with ./candlemill cluster up");
        }
        print(context, cluster);
        return ExitCodes.OK;
    }

    @Command(
            name = "kill-tm",
            description =
                    "Kills a task manager (SIGKILL), to see that its jobs survive. ./candlemill"
                            + " cluster up starts it again.",
            mixinStandardHelpOptions = true)
    int killTaskManager(
            @Option(
                            names = "--number",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "Which, as in status. Default: the first that runs.")
                    int number)
            throws IOException, InterruptedException {
        Optional<String> killed = cluster.killTaskManager(number);
        if (killed.isEmpty()) {
            throw new ClusterException(
                    number == 0
                            ? "no task manager runs: start one with ./candlemill cluster up"
                            : "task manager " + number + " does not run");
        }
        context.terminal().out().println("killed " + killed.get());
        return ExitCodes.OK;
    }

    @Command(
            name = "stop-job",
            description =
                    "Stops a job with a savepoint, so that nothing is lost and nothing becomes"
                            + " final; its --resume goes on from there, at any parallelism.",
            mixinStandardHelpOptions = true)
    int stopJob(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "RUN",
                            defaultValue = "",
                            description = "Its --job-id. Default: the only one that runs.")
                    String run,
            @Option(
                            names = "--checkpoint-dir",
                            paramLabel = "FOLDER",
                            defaultValue = "",
                            description =
                                    "Where it was told to keep its checkpoints. Default: the"
                                            + " project's folder.")
                    String checkpoints)
            throws IOException, InterruptedException {
        ClusterRest rest =
                cluster.rest()
                        .orElseThrow(
                                () ->
                                        new ClusterException(
                                                "no cluster runs: start one with ./candlemill"
                                                        + " cluster up"));
        ClusterRest.Job job = running(rest.jobs(), run);
        String folder =
                checkpoints.isEmpty()
                        ? context.project().checkpoints().toUri().toString()
                        : checkpoints;
        context.terminal().say("stopping " + job.name() + ", with a savepoint ...");
        String id = job.name().substring(JOB_NAME.length());
        String savepoint = rest.stop(job.id(), folder + "/" + id + "/stopped");
        context.terminal().out().println("stopped; it goes on with --resume " + id);
        context.terminal().out().println("savepoint: " + savepoint);
        context.terminal().out().flush();
        return ExitCodes.OK;
    }

    private static ClusterRest.Job running(List<ClusterRest.Job> all, String run)
            throws ClusterException {
        List<ClusterRest.Job> found =
                all.stream()
                        .filter(job -> job.state().equals("RUNNING"))
                        .filter(job -> job.name().startsWith(JOB_NAME))
                        .filter(job -> run.isEmpty() || job.name().equals(JOB_NAME + run))
                        .toList();
        if (found.size() != 1) {
            String which = run.isEmpty() ? "one running job" : "a running job " + run;
            List<String> names = all.stream().map(job -> job.name() + " " + job.state()).toList();
            throw new ClusterException("expected " + which + ", found " + names);
        }
        return found.get(0);
    }

    @Command(
            name = "down",
            description = "Stops all of it. Jobs end; their checkpoints stay.",
            mixinStandardHelpOptions = true)
    int down() throws IOException, InterruptedException {
        boolean ran = cluster.jobManager().isRunning();
        cluster.down();
        context.terminal().out().println(ran ? "stopped" : "no cluster was running");
        return ExitCodes.OK;
    }

    private static void print(Context context, LocalCluster cluster)
            throws IOException, InterruptedException {
        TextTable processes = new TextTable("process", "pid", "log");
        List<ManagerProcess> all = new ArrayList<>(List.of(cluster.jobManager()));
        all.addAll(cluster.taskManagers());
        for (ManagerProcess process : all) {
            String pid = process.running().map(p -> Long.toString(p.pid())).orElse("ended");
            processes.row(process.name(), pid, process.log().toString());
        }
        processes.print(context.terminal().out());
        Optional<ClusterRest> rest = cluster.rest();
        if (rest.isPresent()) {
            print(context, rest.get());
        }
        context.terminal().out().flush();
    }

    private static void print(Context context, ClusterRest rest)
            throws IOException, InterruptedException {
        context.terminal()
                .out()
                .printf(
                        "%nFlink's page: %s; %d task managers, %d slots%n",
                        rest.address(), rest.taskManagers(), rest.slots());
        List<ClusterRest.Job> jobs = rest.jobs();
        if (!jobs.isEmpty()) {
            context.terminal().out().println();
            TextTable table = new TextTable("job", "state", "id");
            jobs.forEach(job -> table.row(job.name(), job.state(), job.id()));
            table.print(context.terminal().out());
        }
    }
}
