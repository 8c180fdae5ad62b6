package dev.candlemill.cli.embedded;

import java.nio.file.Path;
import java.util.List;

/** The properties of a single broker that is its own controller, small enough for a laptop. */
final class BrokerSettings {

    private BrokerSettings() {}

    /**
     * @param ports the broker's and the controller's
     */
    static String text(Path data, List<Integer> ports) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                auto.create.topics.enable=false
                # Flink's transactions may be open for as long as a checkpoint takes
                transaction.max.timeout.ms=3600000
                # the default takes 128 MB
                log.cleaner.dedupe.buffer.size=8388608
                # after a kill, the old registration blocks the next start until it expires
                broker.session.timeout.ms=2000
                broker.heartbeat.interval.ms=250
                """
                .formatted(ports.get(0), ports.get(1), data.toString().replace("\\", "\\\\"));
    }
}
