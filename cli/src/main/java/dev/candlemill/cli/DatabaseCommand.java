package dev.candlemill.cli;

import static java.util.Objects.requireNonNull;

import dev.candlemill.chart.ChartExportException;
import dev.candlemill.jobs.PreflightException;
import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.jobs.config.BackfillFlags;
import dev.candlemill.jobs.config.ConnectionArguments;
import dev.candlemill.jobs.config.Secret;
import dev.candlemill.postgres.PostgresException;
import dev.candlemill.postgres.PostgresSettings;
import dev.candlemill.screen.ScreenException;
import dev.candlemill.spec.SpecException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** A command on the database, as a role that can do no more than the command has to. */
final class DatabaseCommand implements Callable<Integer> {

    /** What a command does. */
    interface Work {

        void describe(CommandSpec spec);

        /**
         * Checks what can be checked without a database.
         *
         * @throws IllegalArgumentException for arguments that cannot be meant
         */
        Task prepare(Arguments arguments);
    }

    /** Checked arguments at work. */
    @FunctionalInterface
    interface Task {

        /**
         * @return the exit code
         * @throws IllegalArgumentException of the kinds that say what was wrong in the arguments
         */
        int run(PostgresSettings settings) throws IOException;
    }

    private final Context context;
    private final String name;
    private final String role;
    private final Work work;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private DatabaseCommand(Context context, String name, String role, Work work) {
        this.context = context;
        this.name = name;
        this.role = role;
        this.work = work;
    }

    /** One that only reads. */
    static CommandLine in(Context context, String name, Work work) {
        return in(context, name, EmbeddedServers.READ_ROLE, work);
    }

    static CommandLine in(Context context, String name, String role, Work work) {
        DatabaseCommand command = new DatabaseCommand(context, name, role, work);
        BackfillFlags.addConnectionTo(command.spec);
        work.describe(command.spec);
        return BackfillFlags.lenient(new CommandLine(command.spec));
    }

    @Override
    public Integer call() throws Exception {
        ParseResult parsed = requireNonNull(spec.commandLine()).getParseResult();
        Optional<PostgresOptions> named =
                ConnectionArguments.postgres(
                        parsed, context.surroundings(context.clock(), Map.of()), role);
        Task task;
        try {
            task = work.prepare(new Arguments(parsed));
        } catch (IllegalArgumentException e) {
            return mistaken(e);
        }
        if (named.isPresent()) {
            return run(task, named.get());
        }
        try (EmbeddedServers servers = new EmbeddedServers(context)) {
            String url = servers.migratedPostgres().url();
            return run(task, new PostgresOptions(url, role, new Secret("")));
        }
    }

    private int run(Task task, PostgresOptions database) throws IOException, PreflightException {
        PostgresSettings settings =
                PostgresSettings.of(
                                database.url(), database.user(), database.password().toPassword())
                        .withApplicationName("candlemill " + name);
        try {
            return task.run(settings);
        } catch (UsageException | SpecException | ScreenException | ChartExportException e) {
            return mistaken(e);
        } catch (PostgresException e) {
            if (isMissing(e)) {
                throw new PreflightException(String.valueOf(e.getMessage()), e);
            }
            throw e;
        }
    }

    private int mistaken(IllegalArgumentException mistake) {
        context.terminal().say("candlemill: " + mistake.getMessage());
        context.terminal().say("see candlemill " + name + " --help");
        return ExitCodes.USAGE;
    }

    /** No server, no login, no table or no right. */
    private static boolean isMissing(PostgresException e) {
        return List.of("08", "28", "3D", "42").stream().anyMatch(e.sqlState()::startsWith);
    }
}
