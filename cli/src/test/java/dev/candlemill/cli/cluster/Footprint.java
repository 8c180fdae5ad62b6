package dev.candlemill.cli.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What jobs of JVMs hold, after their garbage is collected. */
record Footprint(long userClassLoaders, long threads) {

    static Footprint of(List<ManagerProcess> processes) throws Exception {
        long loaders = 0;
        long threads = 0;
        for (ManagerProcess process : processes) {
            long pid = process.running().orElseThrow().pid();
            jcmd(pid, "GC.run");
            loaders +=
                    jcmd(pid, "VM.classloader_stats")
                            .lines()
                            .filter(line -> line.contains("ChildFirstClassLoader"))
                            .count();
            try (var tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
                threads += tasks.count();
            }
        }
        return new Footprint(loaders, threads);
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(pid),
                                command)
                        .redirectErrorStream(true)
                        .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("jcmd " + pid + " " + command + ": " + answer);
        }
        return answer;
    }
}
