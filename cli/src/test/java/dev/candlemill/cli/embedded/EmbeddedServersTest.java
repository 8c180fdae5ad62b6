package dev.candlemill.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedServersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    @Test
    void leaveNoOrphansWhenTheirParentIsKilledAndStartAgainOnTheSameData() throws Exception {
        Process parent = parent(true);
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).startsWith("jdbc:postgresql://127.0.0.1:");
        }
        List<ProcessHandle> servers = parent.descendants().toList();
        assertThat(servers).hasSizeGreaterThanOrEqualTo(2);

        parent.destroyForcibly().waitFor();

        await().atMost(PATIENCE).until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
        try (EmbeddedPostgresServer postgres =
                        EmbeddedPostgresServer.start(folder.resolve("postgres"));
                EmbeddedKafkaBroker kafka = EmbeddedKafkaBroker.start(folder.resolve("kafka"))) {
            assertThat(answer(postgres)).isEqualTo(42);
            assertThat(createTopic(kafka)).containsExactly("kept");
            assertThat(postgres.isShared()).isFalse();
        }
    }

    @Test
    void areSharedWithACommandThatRunsThem() throws Exception {
        Process owner = parent(false);
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();

            EmbeddedPostgresServer shared =
                    EmbeddedPostgresServer.start(folder.resolve("postgres"));

            assertThat(shared.isShared()).isTrue();
            assertThat(line).startsWith(shared.url());
            owner.getOutputStream().close(); // the owner wants to stop, and waits for us
            assertThat(answer(shared)).isEqualTo(42);
            shared.close();
            await().atMost(PATIENCE).until(() -> !owner.isAlive());
        } finally {
            owner.destroyForcibly();
        }
    }

    private Process parent(boolean withKafka) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServersForTests.class.getName(),
                        folder.toString(),
                        Boolean.toString(withKafka))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static int answer(EmbeddedPostgresServer postgres) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(
                                postgres.url(), EmbeddedPostgresServer.OWNER, "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT answer FROM kept")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Set<String> createTopic(EmbeddedKafkaBroker kafka) throws Exception {
        Map<String, Object> settings =
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap());
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
            return admin.listTopics().names().get();
        }
    }
}
