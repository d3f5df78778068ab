package gaitkeeper.matcher;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.GalleryCommand.EnrolNamed;
import gaitkeeper.core.GalleryCommand.ProposeStranger;
import gaitkeeper.core.GalleryCommand.Rename;
import gaitkeeper.core.GalleryCommand;
import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityEvent.Named;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.Outcome;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.core.bundle.Plda;
import gaitkeeper.matcher.Gallery.Held;
import gaitkeeper.matcher.Gallery.Visit;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** A gallery's one writer: turns commands into entries of the identity log, in the order of the commands. */
final class Registrar implements Processor<String, GalleryCommand, String, Outcome<IdentityEvent>> {
    /*
     * The registrar must know its own entries at once, while the replica of the log lags by a commit and a poll. So it decides
     * on the replica plus an outbox of entries the replica does not show yet. The outbox commits together with the entries
     * (one transaction) and is pruned as the replica catches up; after a crash or a move both are consistent again.
     */
    static final int MAX_NAME = 80;

    private final Gallery replica;
    private final ModelSpec model;
    private final MatcherConfig config;
    private final MatcherMetrics metrics;
    private final InstantSource clock;
    private ProcessorContext<String, Outcome<IdentityEvent>> context;
    private Outbox outbox;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init() first.
    Registrar(Gallery replica, ModelSpec model, MatcherConfig config, MatcherMetrics metrics, InstantSource clock) {
        this.replica = replica;
        this.model = model;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<String, Outcome<IdentityEvent>> context) {
        this.context = context;
        KeyValueStore<Long, IdentityEvent> store = context.getStateStore(Outbox.STORE);
        Optional<Plda> comparison = model.calibration().comparison();
        outbox = new Outbox(store, replica, () -> new ExactGallery(model.metric(), comparison));
    }

    @Override
    public void process(Record<String, GalleryCommand> record) {
        outbox.prune();
        switch (record.value()) {
            case ProposeStranger propose -> propose(record, propose);
            case EnrolNamed enrol -> enrol(record, enrol);
            case Rename rename -> rename(record, rename);
            case null -> refuse(record, "a command needs a value");
        }
    }

    private void propose(Record<String, GalleryCommand> record, ProposeStranger command) {
        if (command.exemplars().isEmpty() || misfits(command.exemplars())) {
            refuse(record, "a proposal needs exemplars, all " + wanted());
            return;
        }
        Optional<IdentityId> ofThisVisit = outbox.view().enrolledFrom(new Visit(command.track(), command.timeNs()));
        if (ofThisVisit.isPresent()) {
            addExemplars(record, ofThisVisit.get(), command.exemplars());
        } else if (alreadyEnrolled(command).isEmpty()) {
            IdentityId identity = enrolNew(record, command.track(), command.timeNs(), "");
            addExemplars(record, identity, command.exemplars());
        }
    }

    /** The person may have been enrolled since the matcher looked: from another sensor, a moment ago. */
    private Optional<IdentityId> alreadyEnrolled(ProposeStranger command) {
        var evidence = new TrackEvidence(command.timeNs());
        var decision = new Decision(outbox.view(), model, config);
        for (Exemplar exemplar : command.exemplars()) {
            decision.compare(evidence, exemplar.vector(), exemplar.sequence().firstTimeNs());
        }
        return decision.accepts(evidence);
    }

    private void enrol(Record<String, GalleryCommand> record, EnrolNamed command) {
        String name = command.name().strip();
        if (name.isEmpty() || name.length() > MAX_NAME) {
            refuse(record, "a name has 1 to " + MAX_NAME + " characters");
        } else if (misfits(command.exemplars())) {
            refuse(record, "exemplars must be " + wanted());
        } else {
            IdentityId identity = outbox.view().named(name)
                    .orElseGet(() -> enrolNew(record, command.track(), command.timeNs(), name));
            addExemplars(record, identity, command.exemplars());
        }
    }

    /** One that the log took would stop every replica at every start, or hide its identity from every search. */
    private boolean misfits(List<Exemplar> exemplars) {
        return !exemplars.stream().allMatch(this::fits);
    }

    private boolean fits(Exemplar exemplar) {
        boolean finite = true;
        for (float value : exemplar.vector()) {
            finite &= Float.isFinite(value);
        }
        return finite && exemplar.model().equals(model.modelId()) && exemplar.vector().length == model.width();
    }

    private String wanted() {
        return "of " + model.width() + " finite values by " + model.id();
    }

    private IdentityId enrolNew(Record<String, GalleryCommand> record, TrackId track, long timeNs, String name) {
        // The id follows from the input, so a command that comes again, even after a rename, means the same identity.
        var id = new IdentityId(
                UUID.nameUUIDFromBytes((track + "@" + timeNs + "#" + name).getBytes(StandardCharsets.UTF_8)));
        if (outbox.view().candidate(id).isEmpty()) {
            write(record, new Enrolled(id, outbox.nextNumber(), name, track, timeNs));
            metrics.enrolled();
        }
        return id;
    }

    private void addExemplars(Record<String, GalleryCommand> record, IdentityId identity, List<Exemplar> exemplars) {
        Set<Held> held = new HashSet<>(outbox.view().held(identity));
        for (Exemplar exemplar : exemplars) {
            if (Held.room(held, exemplar.model()) > 0 && held.add(Held.of(exemplar))) {
                write(record, new ExemplarAdded(identity, exemplar));
            }
        }
    }

    private void rename(Record<String, GalleryCommand> record, Rename command) {
        String name = command.name().strip();
        if (name.length() > MAX_NAME) {
            refuse(record, "a name has at most " + MAX_NAME + " characters");
        } else if (outbox.view().candidate(command.identity()).isEmpty()) {
            refuse(record, "no identity " + command.identity());
        } else if (!name.isEmpty()
                && outbox.view().named(name).filter(id -> !id.equals(command.identity())).isPresent()) {
            refuse(record, "another identity has that name; merging comes with the full gallery");
        } else {
            write(record, new Named(command.identity(), name));
        }
    }

    private void write(Record<String, GalleryCommand> record, IdentityEvent event) {
        outbox.add(event);
        context.forward(record.withValue(new Outcome.Done<>(event)));
    }

    private void refuse(Record<String, GalleryCommand> record, String message) {
        metrics.rejected(Reason.BAD_COMMAND);
        var rejection = new Rejection(Rejection.Stage.REGISTRAR, Reason.BAD_COMMAND, message, EpochNanos.now(clock), 0,
                0, 1);
        context.forward(record.withValue(new Outcome.Refused<>(record.key(), rejection)));
    }
}
