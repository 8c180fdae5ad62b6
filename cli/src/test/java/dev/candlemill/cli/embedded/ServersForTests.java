package dev.candlemill.cli.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** Starts servers, writes a row, says so, and then waits to be killed. */
final class ServersForTests {

    private ServersForTests() {}

    /** The folder, and whether Kafka is wanted too. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        try (EmbeddedPostgresServer postgres =
                        EmbeddedPostgresServer.start(folder.resolve("postgres"));
                EmbeddedKafkaBroker kafka =
                        Boolean.parseBoolean(args[1])
                                ? EmbeddedKafkaBroker.start(folder.resolve("kafka"))
                                : null) {
            try (Connection connection =
                            DriverManager.getConnection(
                                    postgres.url(), EmbeddedPostgresServer.OWNER, "");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
            }
            System.out.println(postgres.url());
            System.in.read();
        }
    }
}
