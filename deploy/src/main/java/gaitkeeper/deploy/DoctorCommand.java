package gaitkeeper.deploy;

import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.encoder.EncodingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "doctor", mixinStandardHelpOptions = true, subcommands = DoctorStreamCommand.class, description = "Checks what this machine needs to run Gaitkeeper with the same flags, and says what to change.")
final class DoctorCommand implements Callable<Integer> {
    private static final long MIN_FREE = 5L << 30;
    private static final long MIN_HEAP = 256L << 20;

    @Mixin
    NodeOptions options = new NodeOptions();

    private int failed;

    @Override
    public Integer call() {
        check("Java", this::java);
        check("memory", this::memory);
        check("data folder", this::folder);
        check("HTTP port", this::httpPort);
        check("Kafka", this::kafka);
        check("model", this::model);
        System.out.println(failed == 0 ? "All well." : failed + " to mend.");
        return failed == 0 ? 0 : 1;
    }

    private void check(String name, Callable<String> check) {
        try {
            System.out.printf("  ok    %-12s %s%n", name, check.call());
        } catch (Exception e) {
            // Every check reports in its own words; one that fails must not hide the others.
            failed++;
            System.out.printf("  FAIL  %-12s %s%n", name, e.getMessage());
        }
    }

    private String java() {
        int version = Runtime.version().feature();
        if (version < 25) {
            throw new IllegalStateException("Java 25 or newer is needed, this is " + version);
        }
        return Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors";
    }

    private String memory() {
        long heap = Runtime.getRuntime().maxMemory();
        if (heap < MIN_HEAP) {
            throw new IllegalStateException(
                    "heap of " + (heap >> 20) + " MB; give at least 256 MB (GAITKEEPER_JAVA_OPTS=-Xmx512m)");
        }
        return "heap up to " + (heap >> 20) + " MB";
    }

    private String folder() throws IOException {
        Path folder = options.data.toAbsolutePath();
        Files.createDirectories(folder);
        Path probe = Files.createTempFile(folder, "doctor", ".tmp");
        Files.delete(probe);
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < MIN_FREE) {
            throw new IllegalStateException(
                    folder + " has " + (free >> 20) + " MB free; an hour of 3,000 frames/s needs about 5 GB");
        }
        return folder + ", " + (free >> 30) + " GB free";
    }

    private String httpPort() {
        int free = Ports.freeOr(options.httpPort);
        return free == options.httpPort
                ? free + " is free"
                : options.httpPort + " is taken; another, such as " + free + ", will be used";
    }

    private String kafka() throws Exception {
        if (options.kafka == null) {
            return "embedded broker, wanted port " + options.kafkaPort;
        }
        try (Admin admin = new KafkaClients(options.kafka).admin()) {
            int brokers = admin.describeCluster().nodes().get(15, TimeUnit.SECONDS).size();
            return options.kafka + " answers, " + brokers + " broker(s)";
        }
    }

    private String model() {
        try (EncodingModel model = EncodingModel.load(ModelBundle.open(NodeOptions.bundle(options.model)))) {
            return model.spec().id() + " gives its golden vectors on " + model.provider();
        }
    }
}
