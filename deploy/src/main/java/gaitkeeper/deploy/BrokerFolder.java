package gaitkeeper.deploy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** The folder of a Kafka broker that is its own controller. */
public final class BrokerFolder {
    private static final String FORMATTED = "meta.properties";
    /** A broker's last deed; its first is to delete it. */
    private static final String SHUT_DOWN = ".kafka_cleanshutdown";

    private BrokerFolder() {}

    /** Whether a broker that was never shut down used it last. */
    static boolean wasKilled(Path folder) {
        return Files.exists(folder.resolve(FORMATTED))
                && !Files.exists(folder.resolve(SHUT_DOWN));
    }

    /**
     * Makes it ready for a first start; does nothing to one that is.
     *
     * @param cluster id of the cluster, the same for all its brokers
     * @param node number of the broker, from 1
     * @throws Exception whatever Kafka's formatter throws, which declares no less
     */
    public static void format(Path folder, String cluster, int node) throws Exception {
        if (Files.exists(folder.resolve(FORMATTED))) {
            return;
        }
        Files.createDirectories(folder);
        try (var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter().setPrintStream(silent).setClusterId(cluster).setNodeId(node)
                    .setControllerListenerName("CONTROLLER").setMetadataLogDirectory(folder.toString())
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION).setIgnoreFormatted(true)
                    .addDirectory(folder.toString()).run();
        }
    }
}
