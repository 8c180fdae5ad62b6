package dev.candlemill.jobs;

import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.jobs.config.BackfillFlags;
import dev.candlemill.jobs.config.ConnectionArguments;
import dev.candlemill.jobs.config.Surroundings;
import dev.candlemill.postgres.PostgresSchema;
import dev.candlemill.postgres.PostgresSettings;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Brings a database to the schema of this version where there is only the jobs' jar, as in a
 * container: {@code ./candlemill migrate} without the command line's libraries.
 */
public final class MigrateSchema {

    private MigrateSchema() {}

    /**
     * Takes the connection's settings as {@code ./candlemill migrate} does, from flags, the
     * environment or a file.
     *
     * @throws dev.candlemill.jobs.config.ConfigException with every mistake in the arguments
     * @throws dev.candlemill.postgres.PostgresPreflightException when the database does not answer
     *     or refuses
     */
    public static void main(String[] arguments) throws Exception {
        CommandSpec spec = CommandSpec.create();
        BackfillFlags.addConnectionTo(spec);
        PostgresOptions database =
                ConnectionArguments.postgres(
                                BackfillFlags.lenient(new CommandLine(spec)).parseArgs(arguments),
                                Surroundings.ofProcess(),
                                "postgres")
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "no database: expected --postgres-url or"
                                                        + " CANDLEMILL_POSTGRES_URL"));
        PostgresSettings settings =
                PostgresSettings.of(
                        database.url(), database.user(), database.password().toPassword());
        int applied = new PostgresSchema(settings).migrate();
        System.out.printf(
                "schema: version %d, %d migrations applied%n", PostgresSchema.VERSION, applied);
    }
}
