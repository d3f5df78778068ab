package gaitkeeper.e2e;

import gaitkeeper.deploy.BrokerFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

/** One broker and controller of a cluster, a process of its own: folder, its number from 1, the addresses of all. */
final class BrokerMain {
    private static final String CLUSTER = "Z2FpdGtlZXBlcl90ZXN0cw";

    private BrokerMain() {}

    /** Serves until it is killed; the addresses are those of the brokers, then those of the controllers. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        int id = Integer.parseInt(args[1]);
        List<String> addresses = List.of(args).subList(2, args.length);
        int brokers = addresses.size() / 2;
        BrokerFolder.format(folder, CLUSTER, id);
        Properties p = settings(folder, id, "PLAINTEXT://" + addresses.get(id - 1),
                addresses.subList(brokers, addresses.size()));
        p.put("auto.create.topics.enable", "false");
        threeReplicas(p);
        var server = new KafkaRaftServer(KafkaConfig.fromProps(p), new JumpingClock(folder));
        server.startup();
        System.out.println("broker " + id + " serves");
        server.awaitShutdown();
    }

    /**
     * A broker that is a controller too.
     *
     * @param listeners for others, by PLAINTEXT or SASL_PLAINTEXT; brokers use the former among themselves
     * @param controllers addresses of all controllers, in the order of the brokers
     */
    static Properties settings(Path folder, int id, String listeners, List<String> controllers) {
        var p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", String.valueOf(id));
        p.put("log.dirs", folder.toString());
        p.put("controller.quorum.voters", IntStream.rangeClosed(1, controllers.size())
                .mapToObj(n -> n + "@" + controllers.get(n - 1)).collect(Collectors.joining(",")));
        p.put("listeners", listeners + ",CONTROLLER://" + controllers.get(id - 1));
        p.put("advertised.listeners", listeners);
        p.put("listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.put("inter.broker.listener.name", "PLAINTEXT");
        p.put("controller.listener.names", "CONTROLLER");
        return p;
    }

    /** Kafka's own defaults otherwise, but for threads and memory: there are three of them on one machine. */
    private static void threeReplicas(Properties p) {
        p.put("default.replication.factor", "3");
        p.put("min.insync.replicas", "2");
        p.put("offsets.topic.num.partitions", "6");
        p.put("transaction.state.log.num.partitions", "6");
        p.put("group.initial.rebalance.delay.ms", "0");
        p.put("log.cleaner.dedupe.buffer.size", "16777216");
        p.put("num.network.threads", "2");
        p.put("num.io.threads", "2");
    }
}
