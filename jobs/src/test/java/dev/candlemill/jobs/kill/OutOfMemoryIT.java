package dev.candlemill.jobs.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candlemill.jobs.JobConfiguration;
import dev.candlemill.jobs.config.BackfillArguments;
import dev.candlemill.jobs.config.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process whose memory is used up ends: restarting the job in it would go on for ever. */
class OutOfMemoryIT {

    @TempDir private Path folder;

    @Test
    void theProcessEndsAndSaysSo() throws Exception {
        Path log = folder.resolve("log");
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + folder,
                        ExhaustedJob.class.getName(),
                        folder.toString());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).as(Files.readString(log)).isNotZero();
        assertThat(Files.readString(log)).contains("OutOfMemoryError", ExhaustedJob.STARTED);
    }

    /** A live job's settings over a dataflow that wants more than there is. */
    static final class ExhaustedJob {

        static final String STARTED = "the job asks for memory";

        private ExhaustedJob() {}

        public static void main(String[] folder) throws Exception {
            Surroundings surroundings = new Surroundings(Map.of(), Clock.systemUTC(), Map.of());
            String[] arguments =
                    List.of(
                                    "--source=simulated",
                                    "--from=2025-01-01",
                                    "--sink=csv",
                                    "--output=" + folder[0],
                                    "--checkpoint-dir=" + Path.of(folder[0], "checkpoints").toUri(),
                                    "--parallelism=1")
                            .toArray(String[]::new);
            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.getExecutionEnvironment(
                            JobConfiguration.unbounded(
                                    BackfillArguments.parse(arguments, surroundings).options()));
            env.fromSequence(0, Long.MAX_VALUE)
                    .uid("numbers")
                    .map(
                            number -> {
                                System.out.println(STARTED);
                                return number + new long[1 << 28].length;
                            })
                    .returns(Long.class)
                    .uid("exhausted")
                    .sinkTo(new DiscardingSink<>())
                    .uid("nowhere");
            env.execute();
        }
    }
}
