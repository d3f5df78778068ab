package gaitkeeper.benchmarks;

import ai.onnxruntime.OrtException;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.GalleryCommand.EnrolNamed;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.deploy.KafkaClients;
import gaitkeeper.matcher.MatcherStage;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** People whom somebody enrols by name while a benchmark runs, so many each second, until it is closed. */
final class Enrolments implements AutoCloseable {
    private static final int EXEMPLARS = 4;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Producer<String, GalleryRequest> commands;

    Enrolments(KafkaClients kafka, Path bundle, int known, int perSecond) throws OrtException {
        commands = kafka.producer(Topics.COMMANDS);
        if (perSecond > 0) {
            Iterator<List<Exemplar>> people = GalleryFixture
                    .people(bundle, Math.max(known, GalleryFixture.SIMULATED), Integer.MAX_VALUE, EXEMPLARS).iterator();
            var unused = thread.scheduleAtFixedRate(() -> enrol(people.next()), 0, 1_000_000 / perSecond,
                    TimeUnit.MICROSECONDS);
        }
    }

    private void enrol(List<Exemplar> exemplars) {
        var id = UUID.randomUUID();
        var first = exemplars.getFirst().sequence();
        var unused = commands.send(new ProducerRecord<>(Topics.COMMANDS.name(), MatcherStage.GALLERY,
                new GalleryRequest(id, "benchmark",
                        new EnrolNamed("person " + id, first.track(), first.firstTimeNs(), exemplars))));
    }

    @Override
    public void close() {
        thread.shutdownNow();
        commands.close();
    }
}
