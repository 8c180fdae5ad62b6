package dev.candlemill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./candlemill demo} as a process of its own, and a person who finds their way around its
 * page in real Chromium: {@code web/test/demo}. Needs Node, as the build of the page does, and two
 * cores of its own: runs when {@code -Dcandlemill.demo.page=true} asks for it.
 */
class DemoPageIT {

    private static final Path WEB = Path.of(System.getProperty("candlemill.root"), "web");
    private static final Pattern ADDRESS = Pattern.compile("the page: (http://\\S+)");

    /** Two years of a few symbols on a machine that has other things to do. */
    private static final Duration BACKFILL = Duration.ofMinutes(15);

    private static final Duration JOURNEY = Duration.ofMinutes(20);
    private static final Duration END = Duration.ofMinutes(2);

    @TempDir Path folder;
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatIsLeft() {
        started.forEach(
                process -> {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                });
    }

    @Test
    void aNewUserGetsFromSearchToTheSignalsOfAnOwnSetup() throws Exception {
        assumeTrue(
                Boolean.getBoolean("candlemill.demo.page"),
                "needs the machine for itself: -Dcandlemill.demo.page=true");
        Path demoLog = folder.resolve("demo.log");
        Process demo = demo(demoLog);
        String address = address(demo, demoLog);
        List<ProcessHandle> servers = demo.descendants().toList();
        assertThat(servers).as("Postgres and Kafka").hasSizeGreaterThanOrEqualTo(2);

        Path journeyLog = folder.resolve("journey.log");
        Process journey = journey(address, journeyLog);
        boolean isOver = journey.waitFor(JOURNEY.toSeconds(), TimeUnit.SECONDS);
        assertThat(isOver && journey.exitValue() == 0)
                .as("%s%n%s", Files.readString(journeyLog), lastLines(demoLog))
                .isTrue();

        demo.destroy();
        assertThat(demo.waitFor(END.toSeconds(), TimeUnit.SECONDS)).as(lastLines(demoLog)).isTrue();
        await().atMost(END).until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(Files.readString(demoLog)).contains("stopping ...").contains("stopped");
    }

    /**
     * In a folder of its own, on any port, with a market that closes an hour every half a minute,
     * and with few symbols.
     */
    private Process demo(Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "-Dcandlemill.home=" + folder.resolve("project"),
                        "-Dlog4j2.configurationFile=dev/candlemill/cli/log4j2.properties",
                        Candlemill.class.getName()));
        command.addAll(List.of("demo", "--from", "2024-01-01", "--speed", "120", "--port", "0"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("CANDLEMILL_"));
        builder.environment().put("CANDLEMILL_SIMULATED_STOCKS", "2");
        builder.environment().put("CANDLEMILL_SIMULATED_CRYPTO", "3");
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return start(builder, log);
    }

    private Process journey(String address, Path log) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                "node",
                                "node_modules/vitest/vitest.mjs",
                                "run",
                                "--config",
                                "test/demo/vitest.config.ts")
                        .directory(WEB.toFile());
        builder.environment().put("CANDLEMILL_DEMO", address);
        return start(builder, log);
    }

    private Process start(ProcessBuilder builder, Path log) throws IOException {
        Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        started.add(process);
        return process;
    }

    /** With the token; who reads this test's log on a failure does not see it. */
    private static String address(Process demo, Path log) {
        return await().atMost(BACKFILL)
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> {
                            Matcher found = ADDRESS.matcher(Files.readString(log));
                            if (found.find()) {
                                return found.group(1);
                            }
                            assertThat(demo.isAlive()).as(lastLines(log)).isTrue();
                            return "";
                        },
                        address -> !address.isEmpty());
    }

    private static String lastLines(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()))
                .replaceAll("token=\\S+", "token=...");
    }
}
