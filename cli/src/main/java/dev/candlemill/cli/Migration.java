package dev.candlemill.cli;

import dev.candlemill.jobs.PreflightException;
import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.postgres.Password;
import dev.candlemill.postgres.PostgresPreflightException;
import dev.candlemill.postgres.PostgresSchema;
import dev.candlemill.postgres.PostgresSettings;

/** Brings a database to this version's schema, and says what it did. */
final class Migration {

    private Migration() {}

    /** Says what it found, also when there was nothing to do. */
    static void run(Terminal terminal, PostgresOptions database) throws PreflightException {
        if (!runQuietly(terminal, database)) {
            terminal.say("schema: version " + PostgresSchema.VERSION + ", nothing to migrate");
        }
    }

    /** Says something only when it changed something, and returns whether it did. */
    static boolean runQuietly(Terminal terminal, PostgresOptions database)
            throws PreflightException {
        PostgresSettings settings =
                PostgresSettings.of(
                        database.url(), database.user(), Password.of(database.password().reveal()));
        try {
            int applied = new PostgresSchema(settings).migrate();
            if (applied > 0) {
                terminal.say(
                        "schema: version %d, %d migrations applied"
                                .formatted(PostgresSchema.VERSION, applied));
            }
            return applied > 0;
        } catch (PostgresPreflightException e) {
            throw new PreflightException(String.valueOf(e.getMessage()), e);
        }
    }
}
