package gaitkeeper.e2e;

import gaitkeeper.deploy.BrokerFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/** A broker that asks for a name and a password, a process of its own: folder, ports for its own use, for users, for control. */
final class GuardedBrokerMain {
    static final String USER = "bridge";
    static final String PASSWORD = "correct-horse";
    private static final String LOOPBACK = "127.0.0.1:";

    private GuardedBrokerMain() {}

    /** Serves until it is killed. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        BrokerFolder.format(folder, "Z3VhcmRlZF9icm9rZXJfMA", 1);
        String open = "PLAINTEXT://" + LOOPBACK + args[1] + ",SASL_PLAINTEXT://" + LOOPBACK + args[2];
        Properties p = BrokerMain.settings(folder, 1, open, List.of(LOOPBACK + args[3]));
        p.put("sasl.enabled.mechanisms", "PLAIN");
        p.put("listener.name.sasl_plaintext.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_" + USER + "=\"" + PASSWORD
                        + "\";");
        p.put("offsets.topic.replication.factor", "1");
        p.put("transaction.state.log.replication.factor", "1");
        p.put("transaction.state.log.min.isr", "1");
        var server = new KafkaRaftServer(KafkaConfig.fromProps(p), Time.SYSTEM);
        server.startup();
        System.out.println("broker serves");
        server.awaitShutdown();
    }
}
