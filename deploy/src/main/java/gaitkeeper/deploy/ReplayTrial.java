package gaitkeeper.deploy;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.GalleryCommand;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.Match;
import gaitkeeper.core.SequenceId;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.gallery.Ledger;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.ingest.FrameSink;
import gaitkeeper.ingest.PlannedWalk;
import gaitkeeper.ingest.Progress;
import gaitkeeper.ingest.ReplayPlayer;
import gaitkeeper.ingest.ReplayReport;
import gaitkeeper.ingest.ReplaySettings;
import gaitkeeper.ingest.Ticker;
import gaitkeeper.matcher.MatcherStage;
import gaitkeeper.recordings.Walk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Plays recorded people through a running system and judges its answers: gallery walks first, enrolled under their names, then
 * probe walks, each an unknown track.
 */
final class ReplayTrial {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int EXEMPLARS_PER_COMMAND = 32;

    private final KafkaClients kafka;
    private final FrameSink sink;
    private final int windowFrames;
    private final Consumer<Progress> progress;

    /**
     * Makes a trial.
     *
     * @param windowFrames f of the running windower, to know how many sequences to wait for
     */
    ReplayTrial(KafkaClients kafka, FrameSink sink, int windowFrames, Consumer<Progress> progress) {
        this.kafka = kafka;
        this.sink = sink;
        this.windowFrames = windowFrames;
        this.progress = progress;
    }

    /** Plays walks that nobody answers for. */
    ReplayReport play(List<Walk> walks, ReplaySettings settings) {
        return await(player(settings).play(walks));
    }

    private Playing player(ReplaySettings settings) {
        var player = new ReplayPlayer(settings, sink, progress, Ticker.SYSTEM);
        return new Playing(player);
    }

    /** Plays walks, waits for their embeddings and enrols them under their person's name; returns the exemplars enrolled. */
    int enrol(List<Walk> walks, ReplaySettings settings) {
        Playing playing = player(settings);
        Map<TrackId, List<Embedding>> embeddings = new HashMap<>();
        try (var tail = new TopicTail<>(kafka, Topics.EMBEDDINGS.name(), Topics.EMBEDDING)) {
            List<PlannedWalk> plan = playing.player.plan(walks);
            plan.forEach(planned -> embeddings.put(planned.track(), new ArrayList<>()));
            CompletableFuture<ReplayReport> report = playing.play(walks);
            long expected = expected(walks);
            var seen = new long[1];
            boolean all = tail.readUntil(() -> seen[0] == expected, PATIENCE, (key, embedding) -> {
                List<Embedding> mine = embeddings.get(embedding.sequence().track());
                if (mine != null) {
                    mine.add(embedding);
                    seen[0]++;
                }
            });
            if (!all) {
                throw new IllegalStateException("only " + seen[0] + " of " + expected + " embeddings arrived within "
                        + PATIENCE.toSeconds() + " s; is the encoder running?");
            }
            await(report);
            return register(plan, embeddings);
        }
    }

    private int register(List<PlannedWalk> plan, Map<TrackId, List<Embedding>> embeddings) {
        Map<String, Integer> wanted = new HashMap<>();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (var log = new TopicTail<>(kafka, Topics.IDENTITIES.name(), Topics.LOG_ENTRY);
                Producer<String, GalleryRequest> commands = kafka.producer(Topics.COMMANDS)) {
            for (PlannedWalk walk : plan) {
                List<Exemplar> exemplars = embeddings.getOrDefault(walk.track(), List.of()).stream().map(Exemplar::of)
                        .toList();
                String name = personName(walk.walk());
                wanted.merge(name, exemplars.size(), Integer::sum);
                for (int from = 0; from < exemplars.size(); from += EXEMPLARS_PER_COMMAND) {
                    List<Exemplar> part = exemplars.subList(from,
                            Math.min(exemplars.size(), from + EXEMPLARS_PER_COMMAND));
                    sent.add(commands.send(new ProducerRecord<>(Topics.COMMANDS.name(), MatcherStage.GALLERY,
                            new GalleryRequest(UUID.randomUUID(), "replay",
                                    new GalleryCommand.EnrolNamed(name, walk.track(), walk.startNs(), part)))));
                }
            }
            stored(sent);
            int total = wanted.values().stream().mapToInt(n -> Math.min(n, Ledger.MAX_EXEMPLARS)).sum();
            var added = new int[1];
            if (!log.readUntil(() -> added[0] >= total, PATIENCE,
                    (key, entry) -> added[0] += entry.event() instanceof IdentityEvent.ExemplarAdded ? 1 : 0)) {
                throw new IllegalStateException(
                        "only " + added[0] + " of " + total + " exemplars were enrolled; is the matcher running?");
            }
            return total;
        }
    }

    private static void stored(List<Future<RecordMetadata>> sent) {
        try {
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker did not take an enrolment", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while enrolling", e);
        }
    }

    /** Plays walks and collects every answer to them. */
    ReplayResult probe(List<Walk> walks, ReplaySettings settings) {
        Playing playing = player(settings);
        Map<TrackId, ReplayResult.Answer> answers = new TreeMap<>();
        try (var tail = new TopicTail<>(kafka, Topics.MATCHES.name(), Topics.MATCH)) {
            playing.player.plan(walks).forEach(planned -> answers.put(planned.track(),
                    new ReplayResult.Answer(personName(planned.walk()), planned.walk().frames() / windowFrames)));
            CompletableFuture<ReplayReport> report = playing.play(walks);
            long expected = expected(walks);
            Set<SequenceId> seen = new HashSet<>();
            var doubled = new int[1];
            tail.readUntil(() -> seen.size() == expected, PATIENCE, (key, match) -> {
                ReplayResult.Answer answer = answers.get(match.sequence().track());
                if (answer != null) {
                    doubled[0] += seen.add(match.sequence()) ? 0 : 1;
                    answer.add(match);
                }
            });
            return new ReplayResult(await(report), answers, (int) (expected - seen.size()), doubled[0]);
        }
    }

    private long expected(List<Walk> walks) {
        return walks.stream().mapToLong(walk -> walk.frames() / windowFrames).sum();
    }

    static String personName(Walk walk) {
        return "person " + walk.person();
    }

    /** How a name looks among the nearest candidates. */
    static boolean names(Match match, String person) {
        return match.evidence().nearest().map(Candidate::name).filter(person::equals).isPresent();
    }

    private static ReplayReport await(CompletableFuture<ReplayReport> report) {
        ReplayReport done = report.join();
        if (done.lost() > 0) {
            throw new IllegalStateException(
                    done.lost() + " frames were not stored by the broker; their walks cannot be judged");
        }
        return done;
    }

    /** A player that plays on a thread of its own while answers are read. */
    private record Playing(ReplayPlayer player) {
        CompletableFuture<ReplayReport> play(List<Walk> walks) {
            var report = new CompletableFuture<ReplayReport>();
            Thread.ofPlatform().name("replay").daemon().start(() -> {
                try {
                    report.complete(player.play(walks));
                } catch (InterruptedException | RuntimeException e) {
                    report.completeExceptionally(e);
                }
            });
            return report;
        }
    }
}
