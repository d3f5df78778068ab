package gaitkeeper.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker (KRaft, combined mode) in this JVM, its data in one folder that outlives it. One per JVM: Kafka's own
 * metrics are a singleton.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final String LOOPBACK = "127.0.0.1";

    private final FileLock lock;
    private final KafkaRaftServer server;
    private final int port;
    private final boolean killed;

    private EmbeddedBroker(FileLock lock, KafkaRaftServer server, int port, boolean killed) {
        this.lock = lock;
        this.server = server;
        this.port = port;
        this.killed = killed;
    }

    /**
     * Starts a broker and waits until it serves.
     *
     * @param folder where its data is kept; made if absent
     * @param wantedPort the port to listen on; if it is taken, or 0, a free one is chosen
     * @throws IllegalStateException if another process uses the folder, or the broker does not start
     */
    public static EmbeddedBroker start(Path folder, int wantedPort) {
        FileLock lock = lock(folder);
        int port = Ports.freeOr(wantedPort);
        int controllerPort = Ports.freeBut(port);
        boolean killed = BrokerFolder.wasKilled(folder.resolve("kafka"));
        KafkaRaftServer server = null;
        try {
            BrokerFolder.format(folder.resolve("kafka"), Uuid.randomUuid().toString(), 1);
            server = new KafkaRaftServer(
                    KafkaConfig.fromProps(properties(folder.resolve("kafka"), port, controllerPort)),
                    Time.SYSTEM);
            sayWhyItEnds(folder);
            server.startup();
            Files.writeString(folder.resolve("endpoint"), LOOPBACK + ":" + port);
            LOG.atInfo().addKeyValue("port", port).log("embedded broker started");
            return new EmbeddedBroker(lock, server, port, killed);
        } catch (Exception e) {
            // A failed start leaves non-daemon threads behind that would keep the JVM alive.
            if (server != null) {
                server.shutdown();
            }
            release(lock);
            throw new IllegalStateException("the embedded broker did not start in " + folder + ": " + e.getMessage(),
                    e);
        }
    }

    /** Kafka ends the process that cannot write any more; its own words do not say what to do. */
    private static void sayWhyItEnds(Path folder) {
        Exit.setHaltProcedure((status, _) -> {
            LOG.atError().addKeyValue("folder", folder)
                    .log("the broker cannot go on, so this process ends; if the disk is full, make room and start again:"
                            + " what was accepted is kept");
            Runtime.getRuntime().halt(status);
        });
    }

    private static FileLock lock(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw inUse(folder);
            }
            return lock;
        } catch (OverlappingFileLockException e) {
            throw inUse(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use data folder " + folder, e);
        }
    }

    private static IllegalStateException inUse(Path folder) {
        return new IllegalStateException("another Gaitkeeper uses the data folder " + folder
                + "; stop it, or choose another folder with --data");
    }

    private static void release(FileLock lock) {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("data folder lock did not close");
        }
    }

    private static Properties properties(Path dir, int port, int controllerPort) {
        var p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", "1");
        p.put("log.dirs", dir.toString());
        p.put("controller.quorum.voters", "1@" + LOOPBACK + ":" + controllerPort);
        p.put("listeners", "PLAINTEXT://" + LOOPBACK + ":" + port + ",CONTROLLER://" + LOOPBACK + ":" + controllerPort);
        p.put("advertised.listeners", "PLAINTEXT://" + LOOPBACK + ":" + port);
        p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.put("inter.broker.listener.name", "PLAINTEXT");
        p.put("controller.listener.names", "CONTROLLER");
        p.put("auto.create.topics.enable", "false");
        oneReplica(p);
        quickOnOneMachine(p);
        return p;
    }

    private static void oneReplica(Properties p) {
        p.put("offsets.topic.replication.factor", "1");
        p.put("offsets.topic.num.partitions", "1");
        p.put("transaction.state.log.replication.factor", "1");
        p.put("transaction.state.log.min.isr", "1");
        p.put("transaction.state.log.num.partitions", "1");
        p.put("share.coordinator.state.topic.replication.factor", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
        p.put("default.replication.factor", "1");
        p.put("min.insync.replicas", "1");
    }

    private static void quickOnOneMachine(Properties p) {
        p.put("group.initial.rebalance.delay.ms", "0");
        p.put("group.min.session.timeout.ms", "1000");
        p.put("num.network.threads", "1");
        p.put("num.io.threads", "2");
        p.put("background.threads", "2");
        p.put("log.cleaner.dedupe.buffer.size", "16777216");
        // What is deleted leaves the disk soon; five minutes otherwise.
        p.put("log.retention.check.interval.ms", "10000");
        // What is erased soon after a start goes from the disk as soon as later; Kafka would wait half a minute.
        p.put("log.initial.task.delay.ms", "5000");
        // Without a controlled shutdown, or with the default session, a restart waits 9 s for the old session to end.
        p.put("controlled.shutdown.enable", "true");
        p.put("broker.heartbeat.interval.ms", "200");
        p.put("broker.session.timeout.ms", "3000");
        p.put("controller.quorum.election.timeout.ms", "300");
        p.put("controller.quorum.fetch.timeout.ms", "1000");
        // The default, 20 ms, is paid at the first record of every transaction.
        p.put("add.partitions.to.txn.retry.backoff.ms", "1");
    }

    /** Where clients connect: {@code host:port}. */
    public String bootstrap() {
        return LOOPBACK + ":" + port;
    }

    int port() {
        return port;
    }

    /** Whether the process before this one ended without an orderly end. */
    boolean wasKilled() {
        return killed;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        release(lock);
    }
}
