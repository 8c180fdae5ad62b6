package dev.candlemill.cli.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobStatus;

/**
 * Our jobs on a cluster, as Flink's client submits them.
 *
 * @param folder of checkpoints and of the clients' logs
 */
record Submissions(LocalCluster cluster, Path jar, Path folder) {

    private static final Pattern RUNNING =
            Pattern.compile(
                    "\"jid\":\"(\\w+)\"[^{]*\"state\":\"RUNNING\"[^{]*"
                            + "\"tasks\":\\{\"running\":(\\d+)[^}]*\"total\":(\\d+)");

    /**
     * A client that stays as long as its job.
     *
     * @param name of its log
     * @param job {@code LiveJob} or {@code BackfillJob}
     */
    Process submit(String name, String job, List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>(arguments);
        all.add("--checkpoint-dir=" + folder.resolve("checkpoints"));
        ProcessBuilder client = cluster.submission(jar, "dev.candlemill.jobs." + job, all);
        client.environment().keySet().removeIf(variable -> variable.startsWith("CANDLEMILL_"));
        return client.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()))
                .start();
    }

    /**
     * Stops the job that runs, through Flink's own interface, as {@code flink stop} does.
     *
     * @param id of the run, in whose folder the savepoint is written
     * @return where
     */
    String stop(String id) throws Exception {
        return cluster.rest()
                .orElseThrow()
                .stop(
                        running().orElseThrow(),
                        folder.resolve("checkpoints/" + id + "/stopped").toUri().toString());
    }

    /** With all of its tasks. */
    boolean isRunning() throws Exception {
        return running().isPresent();
    }

    /** Flink's id of the job that runs. */
    private Optional<String> running() throws Exception {
        return RUNNING.matcher(cluster.rest().orElseThrow().get("/jobs/overview"))
                .results()
                .filter(job -> job.group(2).equals(job.group(3)))
                .map(job -> job.group(1))
                .findFirst();
    }

    /** What a run that failed leaves behind would take the slots of the next one. */
    void cancelAll() throws Exception {
        for (ClusterRest.Job job : cluster.rest().orElseThrow().jobs()) {
            if (!JobStatus.valueOf(job.state()).isGloballyTerminalState()) {
                URI address =
                        URI.create(
                                cluster.rest().orElseThrow().address()
                                        + "/jobs/"
                                        + job.id()
                                        + "?mode=cancel");
                HttpRequest cancel =
                        HttpRequest.newBuilder(address)
                                .method("PATCH", HttpRequest.BodyPublishers.noBody())
                                .build();
                HttpClient.newHttpClient().send(cancel, HttpResponse.BodyHandlers.discarding());
            }
        }
    }

    String log(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".log"));
    }
}
