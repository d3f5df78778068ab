package gaitkeeper.deploy;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.Frame;
import gaitkeeper.core.GalleryCommand;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.Match;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.WindowSpec;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.gallery.Ledger;
import gaitkeeper.encoder.EncodingModel;
import gaitkeeper.matcher.MatcherConfig;
import gaitkeeper.matcher.Recogniser;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

// The program of docs/library.md: LibraryTest runs it and compares it with the text.
// begin
/** Recognises people in this JVM: no Kafka, no server. Used by one thread at a time. */
final class LibraryExample implements AutoCloseable {
    private final InstantSource clock = InstantSource.system();
    private final EncodingModel model;
    private final Recogniser people;
    private final Map<TrackId, List<Frame>> windows = new HashMap<>();

    /**
     * Opens a bundle and the gallery of an earlier run.
     *
     * @param journal the identity log: what it holds is read, what changes is added
     */
    LibraryExample(Path bundle, List<LogEntry> journal) {
        model = EncodingModel.load(ModelBundle.open(bundle));
        MatcherConfig rule = MatcherConfig.DEFAULT.forFrames(model.spec().frames());
        people = new Recogniser(model.spec(), rule, journal::add, clock);
        List.copyOf(journal).forEach(people::restore);
    }

    /** Takes a body of one frame; whenever the track has another full window, tells who it is by now. */
    Optional<Match> see(TrackId track, Frame frame) {
        Optional<Embedding> window = embed(track, frame);
        return window.map(people::recognise);
    }

    private Optional<Embedding> embed(TrackId track, Frame frame) {
        List<Frame> frames = windows.computeIfAbsent(track, _ -> new ArrayList<>());
        frames.add(frame);
        if (frames.size() < model.spec().frames()) {
            return Optional.empty();
        }
        Sequence sequence = Sequence.join(WindowSpec.of(model.spec().frames()), frames, EpochNanos.now(clock));
        frames.clear();
        return Optional.of(model.embed(track, sequence, clock));
    }

    /** These frames show somebody of this name. */
    void enrol(String name, TrackId track, List<Frame> frames) {
        List<Exemplar> exemplars = new ArrayList<>();
        for (Frame frame : frames) {
            embed(track, frame).map(Exemplar::of).ifPresent(exemplars::add);
        }
        people.carryOut(new GalleryRequest(UUID.randomUUID(), "me",
                new GalleryCommand.EnrolNamed(name, track, frames.getFirst().eventTimeNs(), exemplars)));
    }

    /** Who is known. */
    Ledger ledger() {
        return people.ledger();
    }

    @Override
    public void close() {
        model.close();
    }
}
