package dev.candlemill.cli.cluster;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Command lines of Flink's own programs. They get Flink's jars out of our class path, and none of
 * ours, nor of what our jar brings with it: as on any cluster.
 */
final class FlinkJava {

    /** Parts of paths of jars that no cluster has. */
    private static final List<String> NOT_FLINK =
            List.of(
                    "flink-connector-base",
                    "flink-connector-kafka",
                    "flink-connector-jdbc",
                    "flink-test-utils",
                    "/postgresql/",
                    "/kafka/",
                    "/flywaydb/",
                    "/zonky/",
                    "/picocli/",
                    "/jackson/",
                    "/ta4j",
                    "/junit/",
                    "/assertj/",
                    "/awaitility/",
                    "/archunit/");

    private static final List<String> OPENED =
            List.of(
                    "java.lang",
                    "java.net",
                    "java.io",
                    "java.nio",
                    "sun.nio.ch",
                    "java.lang.reflect",
                    "java.text",
                    "java.time",
                    "java.util",
                    "java.util.concurrent",
                    "java.util.concurrent.atomic",
                    "java.util.concurrent.locks");

    /** Options of every JVM, as Flink's own start scripts take them. */
    private static final String MORE_OPTIONS = "FLINK_ENV_JAVA_OPTS";

    private FlinkJava() {}

    /**
     * A process to be started.
     *
     * @param configuration a folder with {@code config.yaml}
     * @param logging a file of log4j in that folder
     * @param options of the JVM, for example its heap
     * @param program a class of Flink's and its arguments
     */
    static ProcessBuilder process(
            Path configuration, String logging, List<String> options, List<String> program) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(moreOptions());
        OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        command.add("-Dlog4j2.configurationFile=" + configuration.resolve(logging).toUri());
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", jars());
        builder.environment().put("FLINK_CONF_DIR", configuration.toString());
        return builder;
    }

    private static List<String> moreOptions() {
        String options = System.getenv().getOrDefault(MORE_OPTIONS, "").strip();
        return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
    }

    private static String jars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.endsWith(".jar"))
                .filter(path -> !Path.of(path).getFileName().toString().startsWith("candlemill"))
                .filter(path -> NOT_FLINK.stream().noneMatch(path::contains))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
