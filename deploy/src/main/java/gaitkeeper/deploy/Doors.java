package gaitkeeper.deploy;

import gaitkeeper.core.Frame;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.wire.Site;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.ingest.Backoff;
import gaitkeeper.ingest.BridgeOffsets;
import gaitkeeper.ingest.BridgeReader;
import gaitkeeper.ingest.Intake;
import gaitkeeper.ingest.KafkaBridge;
import gaitkeeper.ingest.MqttDoor;
import gaitkeeper.ingest.MqttSource;
import gaitkeeper.ingest.Ticker;
import gaitkeeper.ingest.UdpDoor;
import gaitkeeper.ingest.WatchedFolder;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the ways in besides HTTP and WebSocket. */
final class Doors {
    private static final Logger LOG = LoggerFactory.getLogger(Doors.class);
    private static final String LOOPBACK = "127.0.0.1";

    private final Vertx vertx;
    private final Intake intake;
    private final KafkaClients kafka;
    private final HealthChecks ready;
    private final java.util.function.Consumer<AutoCloseable> keep;

    /**
     * Makes the opener.
     *
     * @param keep takes what is to be closed when the process ends
     */
    Doors(Vertx vertx, Intake intake, KafkaClients kafka, HealthChecks ready,
            java.util.function.Consumer<AutoCloseable> keep) {
        this.vertx = vertx;
        this.intake = intake;
        this.kafka = kafka;
        this.ready = ready;
        this.keep = keep;
    }

    /**
     * Opens those that are named.
     *
     * @throws gaitkeeper.core.MalformedException if their settings make no sense
     */
    void open(DoorOptions options) throws IOException {
        if (options.udpPort > 0) {
            openUdp(options.udpPort, options.udpSource);
        }
        Path folder = options.watch;
        if (folder != null) {
            keep.accept(new WatchedFolder(folder, intake, options.watchSource, Ticker.SYSTEM).start());
            LOG.atInfo().addKeyValue("folder", folder).log("watching a folder");
        }
        if (options.mqttBroker().isPresent()) {
            openMqtt(options.mqttBroker().get(), options.mqttSource);
        }
        String topic = options.bridge;
        if (topic != null) {
            openBridge(topic, options);
        }
    }

    private void openUdp(int port, Map<String, String> settings) {
        var door = new UdpDoor(vertx, intake, settings);
        keep.accept(() -> door.close().await());
        LOG.atInfo().addKeyValue("port", door.listen(port, LOOPBACK).await()).log("listening for datagrams");
    }

    private void openMqtt(MqttSource source, Map<String, String> settings) {
        MqttDoor door = new MqttDoor(source, intake, settings, Backoff.DEFAULT).open();
        keep.accept(door);
        ready.add("mqtt", door::alive);
    }

    private void openBridge(String topic, DoorOptions options) throws IOException {
        String cluster = options.bridgeKafka;
        String group = options.bridgeGroup.orElseGet(() -> Site.clientPrefix() + "bridge");
        Map<String, Object> source = new HashMap<>(options.bridgeProperties());
        source.put("bootstrap.servers", cluster == null ? kafka.bootstrap() : cluster);
        source.put("group.id", group);
        source.put("isolation.level", "read_committed");
        source.put("enable.auto.commit", "false");
        source.put("auto.offset.reset", "earliest");
        // The topic is the user's to make; it may come later.
        source.put("allow.auto.create.topics", "false");
        source.put("metadata.max.age.ms", "5000");
        // As soon as brokers allow by default: a bridge that was killed goes on after 6 s instead of 45.
        source.putIfAbsent("session.timeout.ms", "6000");
        source.putIfAbsent("heartbeat.interval.ms", "1500");
        var bridge = new KafkaBridge(clients(topic, source, group),
                cluster == null ? BridgeOffsets.WITH_THE_FRAMES : BridgeOffsets.AFTER_THE_FRAMES,
                new BridgeReader(intake, options.bridgeSource), Backoff.DEFAULT).start();
        keep.accept(bridge);
        ready.add("bridge", bridge::alive);
        LOG.atInfo().addKeyValue("topic", topic).log("taking over a Kafka topic");
    }

    private KafkaBridge.Clients clients(String topic, Map<String, Object> source, String group) {
        return new KafkaBridge.Clients() {
            @Override
            public Consumer<byte[], byte[]> source() {
                var consumer = new KafkaConsumer<>(source, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                consumer.subscribe(List.of(topic));
                return consumer;
            }

            @Override
            public Producer<TrackId, Frame> target() {
                return kafka.producer(Topics.FRAMES, Map.of("transactional.id", group));
            }
        };
    }
}
