package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PipelineStreamsTest {
    private static final String TOPIC = "things";

    @TempDir
    Path folder;

    private static Topology topology() {
        var builder = new StreamsBuilder();
        builder.stream(TOPIC, Consumed.with(Serdes.String(), Serdes.String())).foreach((key, value) -> {});
        return builder.build();
    }

    private static Collection<MemberDescription> members(Admin admin, String group) throws Exception {
        return admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).get().members();
    }

    @Test
    void whoIsClosedHasLeftItsGroup() throws Exception {
        NodeConfig config = CommandLine.populateCommand(new NodeOptions(), "--data", folder.resolve("node").toString(),
                "--model", ProjectFiles.path("deploy/models/walkers-f30").toString())
                .config("test", EnumSet.of(Role.MATCHER));
        String group = PipelineStreams.applicationId(config);
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
                Admin admin = new KafkaClients(broker.bootstrap()).admin()) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty()))).all().get();
            try (var streams = new PipelineStreams(topology(), broker.bootstrap(), config, new PipelineMetrics(),
                    Restored.NOTHING)) {
                streams.start();
                while (!streams.ready()) {
                    Thread.onSpinWait();
                }
                assertThat(members(admin, group)).isNotEmpty();
            }

            // Long before their sessions would have ended.
            assertThat(members(admin, group)).isEmpty();
        }
    }
}
