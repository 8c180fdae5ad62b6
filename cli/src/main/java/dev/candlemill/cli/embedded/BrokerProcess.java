package dev.candlemill.cli.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The main of the broker's JVM. Its standard input is a pipe that only its parent holds: when it
 * ends, the parent has closed it or is gone, and the broker stops.
 */
public final class BrokerProcess {

    private static final long LAST_RESORT_MILLIS = 10_000;

    private BrokerProcess() {}

    public static void main(String[] args) throws Exception {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
            properties.load(in);
        }
        haltWithoutParent();
        format(properties.getProperty("log.dirs"));
        KafkaRaftServer server =
                new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
        server.startup();
        server.awaitShutdown();
    }

    private static void format(String data) throws Exception {
        if (Files.exists(Path.of(data, "meta.properties"))) {
            return;
        }
        new Formatter()
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(data)
                .setMetadataLogDirectory(data)
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setIgnoreFormatted(true)
                .run();
    }

    private static void haltWithoutParent() {
        Thread watcher = new Thread(BrokerProcess::awaitParent, "parent-watcher");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void awaitParent() {
        try {
            while (System.in.read() >= 0) {
                // nothing is ever written; only the end matters
            }
        } catch (IOException e) {
            // as good as the end
        }
        Thread halt = new Thread(BrokerProcess::haltLater, "last-resort");
        halt.setDaemon(true);
        halt.start();
        Runtime.getRuntime().exit(0);
    }

    /** A shutdown that hangs must not leave an orphan. */
    private static void haltLater() {
        try {
            Thread.sleep(LAST_RESORT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
