package dev.candlemill.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A migrated database per test class, on one embedded server per JVM. Register it as a static
 * {@code @RegisterExtension} field.
 */
public final class EmbeddedPostgresFixture implements BeforeAllCallback, AfterAllCallback {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final boolean isMigrated;
    private @Nullable String database;

    private EmbeddedPostgresFixture(boolean isMigrated) {
        this.isMigrated = isMigrated;
    }

    public static EmbeddedPostgresFixture migrated() {
        return new EmbeddedPostgresFixture(true);
    }

    public static EmbeddedPostgresFixture empty() {
        return new EmbeddedPostgresFixture(false);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        database = "test_" + DATABASES.incrementAndGet();
        Server server = Server.running();
        String template = isMigrated ? server.migratedTemplate() : "template1";
        executeOn("postgres", "CREATE DATABASE " + database + " TEMPLATE " + template);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        executeOn("postgres", "DROP DATABASE " + database + " WITH (FORCE)");
    }

    /** As the superuser, who also owns the database. */
    public PostgresSettings settings() {
        return settings("postgres");
    }

    /** As some role; the server trusts everybody. */
    public PostgresSettings settings(String user) {
        return settings(String.valueOf(database), user);
    }

    public Connection connect() throws IOException, SQLException {
        return settings().open();
    }

    public void execute(String sql) throws IOException, SQLException {
        executeOn(String.valueOf(database), sql);
    }

    /** The rows of a query, columns joined by {@code |}. */
    public List<String> query(String sql) throws IOException, SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(rows.getString(i));
                }
                lines.add(String.join("|", values.stream().map(String::valueOf).toList()));
            }
            return lines;
        }
    }

    public long count(String from) throws IOException, SQLException {
        return Long.parseLong(query("SELECT count(*) FROM " + from).get(0));
    }

    private static PostgresSettings settings(String database, String user) {
        return PostgresSettings.of(
                "jdbc:postgresql://localhost:" + Server.running().port() + "/" + database,
                user,
                Password.none());
    }

    private static void executeOn(String database, String sql) throws IOException, SQLException {
        try (Connection connection = settings(database, "postgres").open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Stopped by the JVM's end. */
    private static final class Server {

        private static @Nullable Server running;

        private final EmbeddedPostgres postgres;
        private boolean hasTemplate;

        private Server(EmbeddedPostgres postgres) {
            this.postgres = postgres;
        }

        static synchronized Server running() {
            if (running == null) {
                try {
                    running =
                            new Server(
                                    EmbeddedPostgres.builder()
                                            .setServerConfig("max_connections", "60")
                                            .setServerConfig("unix_socket_directories", "")
                                            .start());
                } catch (IOException e) {
                    throw new IllegalStateException("embedded Postgres does not start", e);
                }
            }
            return running;
        }

        int port() {
            return postgres.getPort();
        }

        synchronized String migratedTemplate() throws Exception {
            if (!hasTemplate) {
                executeOn("postgres", "CREATE DATABASE candlemill_template");
                new PostgresSchema(settings("candlemill_template", "postgres")).migrate();
                hasTemplate = true;
            }
            return "candlemill_template";
        }
    }
}
