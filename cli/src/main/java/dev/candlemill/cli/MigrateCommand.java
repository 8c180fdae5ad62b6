package dev.candlemill.cli;

import static java.util.Objects.requireNonNull;

import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.jobs.config.BackfillFlags;
import dev.candlemill.jobs.config.ConnectionArguments;
import dev.candlemill.jobs.config.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Brings a database to the schema that this version expects. */
final class MigrateCommand implements Callable<Integer> {

    private final Context context;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private MigrateCommand(Context context) {
        this.context = context;
    }

    static CommandLine in(Context context) {
        MigrateCommand command = new MigrateCommand(context);
        BackfillFlags.addConnectionTo(command.spec);
        command.spec
                .usageMessage()
                .description(
                        "Creates or updates the tables, views and roles, forward only. Without an"
                                + " address: those of the embedded Postgres. The user must be able"
                                + " to create roles.");
        return BackfillFlags.lenient(new CommandLine(command.spec));
    }

    @Override
    public Integer call() throws Exception {
        Optional<PostgresOptions> database =
                ConnectionArguments.postgres(
                        requireNonNull(spec.commandLine()).getParseResult(),
                        context.surroundings(context.clock(), Map.of()),
                        EmbeddedServers.OWNER);
        if (database.isPresent()) {
            Migration.run(context.terminal(), database.get());
            return ExitCodes.OK;
        }
        try (EmbeddedServers servers = new EmbeddedServers(context)) {
            String url = servers.postgres().url();
            Migration.run(
                    context.terminal(),
                    new PostgresOptions(url, EmbeddedServers.OWNER, new Secret("")));
            return ExitCodes.OK;
        }
    }
}
