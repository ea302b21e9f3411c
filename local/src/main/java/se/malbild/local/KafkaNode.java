package se.malbild.local;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * One Kafka node, broker and controller, as Kafka's own {@link KafkaRaftServer} puts it together. That class stops both at
 * once, though, and a broker asks the controllers for leave before it stops: with the quorum gone it waits five minutes for
 * an answer. Here the two are stopped one at a time, so that a whole cluster can stop its brokers first.
 */
final class KafkaNode {
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(10);

    private final BrokerServer broker;
    private final ControllerServer controller;

    /** Makes a node that has not started, over a directory that is formatted. */
    KafkaNode(KafkaConfig config, Time time) {
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> disk =
                KafkaRaftServer.initializeLogDirs(config, LoggerFactory.getLogger(KafkaNode.class), "");
        QuorumConfig quorum = config.quorumConfig();
        SharedServer shared = new SharedServer(
                config,
                disk._1(),
                time,
                Server.initializeMetrics(config, time, disk._1().clusterId().orElseThrow()),
                CompletableFuture.completedFuture(QuorumConfig.parseVoterConnections(quorum.voters())),
                QuorumConfig.parseBootstrapServers(quorum.bootstrapServers()),
                new StandardFaultHandlerFactory(),
                ServerSocketFactory.INSTANCE);
        broker = new BrokerServer(shared);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), disk._2());
    }

    /** Returns when the node is part of the cluster, which takes a quorum of its controllers. */
    void start() {
        controller.startup();
        broker.startup();
    }

    /** Hands the broker's partitions over and stops it; without a quorum it stops without, after ten seconds. */
    void stopBroker() {
        broker.shutdown(LEAVE_LIMIT);
        broker.awaitShutdown();
    }

    void stopController() {
        controller.shutdown();
        controller.awaitShutdown();
    }
}
