package dev.candlemill.cli;

import dev.candlemill.cli.cluster.LocalCluster;
import java.nio.file.Path;

/** Where the project stands, and what commands keep below it in {@code .candlemill/}. */
record ProjectFolder(Path root) {

    /** As the script says, else the working directory. */
    static ProjectFolder ofProcess() {
        return new ProjectFolder(
                Path.of(System.getProperty("candlemill.home", "")).toAbsolutePath().normalize());
    }

    Path postgres() {
        return data("postgres");
    }

    Path kafka() {
        return data("kafka");
    }

    /** Who has one of the tokens in it may use the API. */
    Path apiTokens() {
        return data("api-tokens");
    }

    Path checkpoints() {
        return data("checkpoints");
    }

    /** A cluster of processes on this machine, as configured in {@code deploy/cluster}. */
    LocalCluster cluster() {
        return new LocalCluster(data("cluster"), root.resolve("deploy/cluster"));
    }

    /** What a cluster runs; {@code mvn package} builds it. */
    Path jobsJar() {
        return root.resolve("jobs/target/candlemill-jobs.jar");
    }

    Path log() {
        return data("logs").resolve("candlemill.log");
    }

    private Path data(String name) {
        return root.resolve(".candlemill").resolve(name);
    }
}
