package dev.candlemill.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A project folder with the script {@code candlemill}, sources that are a day old, and a PATH of
 * its own: the few tools that the script uses, and a Maven and a JDK that only note what they were
 * asked.
 */
final class ScriptProject {

    private static final List<String> TOOLS =
            List.of(
                    "bash",
                    "dirname",
                    "readlink",
                    "sed",
                    "find",
                    "mkdir",
                    "flock",
                    "cat",
                    "cp",
                    "mv",
                    "tee",
                    "grep",
                    "head",
                    "tail",
                    "awk");
    private static final List<String> MODULES =
            List.of("common", "connectors", "jobs", "web", "api", "cli", "benchmarks");
    private static final int PATIENCE_SECONDS = 60;

    final Path root;
    final Path jdk;
    private final Path tools;
    private final Path builds;

    /**
     * @param folder empty
     */
    ScriptProject(Path folder) throws IOException {
        root = Files.createDirectories(folder.resolve("a project"));
        jdk = folder.resolve("jdk");
        tools = Files.createDirectories(folder.resolve("tools"));
        builds = folder.resolve("builds");
        Path script = Path.of(System.getProperty("candlemill.root"), "candlemill");
        Files.copy(script, root.resolve("candlemill"));
        for (String tool : TOOLS) {
            linkTool(tool);
        }
        addSources();
        executable(tools.resolve("node"), "true");
        executable(tools.resolve("npm"), "true");
        addMaven("echo libraries.jar >cli/target/run/classpath");
        addJdk("17.0.9", "for word in \"$@\"; do echo \"$word\"; done; exit 7");
    }

    /** What the script did. */
    record Run(int code, String out, String err) {}

    /** Runs the project's script from its own folder, with the JDK as JAVA_HOME. */
    Run run(String... arguments) throws Exception {
        return run(root.resolve("candlemill"), root, jdk, arguments);
    }

    /**
     * Runs it by any path from anywhere.
     *
     * @param javaHome null: not set
     */
    Run run(Path script, Path from, Path javaHome, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", script.toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("script", ".out");
        Path err = Files.createTempFile("script", ".err");
        ProcessBuilder builder = new ProcessBuilder(command).directory(from.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CANDLEMILL_"));
        builder.environment().put("PATH", tools.toString());
        builder.environment().remove("JAVA_HOME");
        if (javaHome != null) {
            builder.environment().put("JAVA_HOME", javaHome.toString());
        }
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the script is still running: " + command);
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** What Maven was called with, a line per call. */
    List<String> builds() throws IOException {
        return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
    }

    /** A Maven that notes its arguments and does no more than the command says. */
    void addMaven(String command) throws IOException {
        executable(
                tools.resolve("mvn"),
                "echo \"$*\" >>'" + builds + "'; mkdir -p cli/target/run; " + command);
    }

    void removeTool(String name) throws IOException {
        Files.delete(tools.resolve(name));
    }

    void addJdk(String version, String java) throws IOException {
        Path bin = Files.createDirectories(jdk.resolve("bin"));
        executable(bin.resolve("javac"), "echo javac " + version);
        executable(bin.resolve("java"), java);
    }

    /** As an editor does it, after the last build. */
    void touch(String file) throws IOException {
        Files.setLastModifiedTime(root.resolve(file), FileTime.from(Instant.now().plusSeconds(60)));
    }

    private void addSources() throws IOException {
        for (String module : MODULES) {
            Path sources = Files.createDirectories(root.resolve(module + "/src/main/java"));
            Files.writeString(sources.resolve("A.java"), "class A {}");
            Files.writeString(root.resolve(module + "/pom.xml"), "<project/>");
        }
        Files.createDirectories(root.resolve(".mvn"));
        Files.createDirectories(root.resolve("sql"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        FileTime yesterday = FileTime.from(Instant.now().minusSeconds(86_400));
        try (var files = Files.walk(root)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, yesterday);
            }
        }
    }

    private void linkTool(String name) throws IOException {
        String[] path = System.getenv("PATH").split(File.pathSeparator);
        Path tool =
                Arrays.stream(path)
                        .map(folder -> Path.of(folder, name))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElse(null);
        if (tool != null) {
            Files.createSymbolicLink(tools.resolve(name), tool);
        }
    }

    private static void executable(Path file, String command) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + command + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
