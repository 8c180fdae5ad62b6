package dev.candlemill.cli;

import dev.candlemill.cli.embedded.EmbeddedKafkaBroker;
import dev.candlemill.cli.embedded.EmbeddedPostgresServer;
import dev.candlemill.jobs.PreflightException;
import dev.candlemill.jobs.SinkOptions.PostgresOptions;
import dev.candlemill.jobs.config.Secret;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The project's own Postgres and Kafka, started when a command needs them. */
final class EmbeddedServers implements AutoCloseable {

    /** Settings that an embedded server gives. */
    static final String POSTGRES_URL = "postgres.url";

    static final String KAFKA_BOOTSTRAP = "kafka.bootstrap";

    /** The embedded Postgres' roles; none has a password. */
    static final String OWNER = EmbeddedPostgresServer.OWNER;

    static final String JOB_ROLE = "candlemill_job";
    static final String API_ROLE = "candlemill_api";
    static final String READ_ROLE = "candlemill_read";

    private final Context context;
    private @Nullable EmbeddedPostgresServer postgres;
    private @Nullable EmbeddedKafkaBroker kafka;

    EmbeddedServers(Context context) {
        this.context = context;
    }

    EmbeddedPostgresServer postgres() throws IOException, InterruptedException {
        if (postgres == null) {
            long begin = System.nanoTime();
            postgres = EmbeddedPostgresServer.start(context.project().postgres());
            say("Postgres", "127.0.0.1:" + postgres.port(), postgres.isShared(), begin);
        }
        return postgres;
    }

    /** With the tables of this version. */
    EmbeddedPostgresServer migratedPostgres()
            throws IOException, InterruptedException, PreflightException {
        EmbeddedPostgresServer server = postgres();
        Migration.runQuietly(
                context.terminal(), new PostgresOptions(server.url(), OWNER, new Secret("")));
        return server;
    }

    EmbeddedKafkaBroker kafka() throws IOException, InterruptedException {
        if (kafka == null) {
            long begin = System.nanoTime();
            kafka = EmbeddedKafkaBroker.start(context.project().kafka());
            say("Kafka", kafka.bootstrap(), kafka.isShared(), begin);
        }
        return kafka;
    }

    /** Settings for what runs. */
    Map<String, String> addresses() {
        Map<String, String> addresses = new TreeMap<>();
        if (postgres != null) {
            addresses.put(POSTGRES_URL, postgres.url());
        }
        if (kafka != null) {
            addresses.put(KAFKA_BOOTSTRAP, kafka.bootstrap());
        }
        return addresses;
    }

    @Override
    public void close() throws IOException {
        try (EmbeddedPostgresServer first = postgres;
                EmbeddedKafkaBroker second = kafka) {
            postgres = null;
            kafka = null;
        }
    }

    private void say(String name, String address, boolean isShared, long begin) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        context.terminal()
                .say(
                        isShared
                                ? "%s: uses %s, which another command runs".formatted(name, address)
                                : "%s: started on %s in %.1f s".formatted(name, address, seconds));
    }
}
