package gaitkeeper.api;

import gaitkeeper.api.event.Event;
import gaitkeeper.api.event.Lane;
import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.GalleryCommand;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.gallery.Ledger;
import gaitkeeper.matcher.LoggedGallery;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands for the registrar and Kafka: writes what is asked for, on a thread of its own, and keeps every event. */
final class FakeWriter implements AutoCloseable {
    static final Lane LOG = new Lane(Lane.Kind.IDENTITY, 0);

    final List<Event> events = new CopyOnWriteArrayList<>();
    final List<GalleryRequest> asked = new CopyOnWriteArrayList<>();
    final LoggedGallery gallery = LoggedGallery.of(TestHouse.model());
    private final InstantSource clock;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private Ledger ledger = Ledger.EMPTY;

    FakeWriter(InstantSource clock) {
        this.clock = clock;
    }

    void ask(GalleryRequest request, Api api) {
        asked.add(request);
        thread.execute(() -> {
            Optional<IdentityEvent> event = event(request.command());
            if (event.isPresent() && !ledger.did(request.id())) {
                write(request.id(), request.by(), event.get(), api);
            } else {
                api.refused("command:" + request.id(), new Rejection(Rejection.Stage.REGISTRAR, Reason.BAD_COMMAND,
                        "not so", EpochNanos.now(clock), 0, 0, 1));
            }
        });
    }

    synchronized void write(UUID command, String by, IdentityEvent event, Api api) {
        var entry = new LogEntry(ledger.last() + 1, command, by, EpochNanos.now(clock), event);
        ledger = ledger.apply(entry).after();
        gallery.apply(entry);
        var logged = new Event.Logged(LOG, events.stream().filter(one -> one.lane().equals(LOG)).count(), entry);
        events.add(logged);
        api.heard(logged);
    }

    private Optional<IdentityEvent> event(GalleryCommand command) {
        return switch (command) {
            case GalleryCommand.Rename c -> ledger.named(c.name()).isPresent()
                    ? Optional.empty()
                    : Optional.of(new IdentityEvent.Named(c.identity(), c.name()));
            case GalleryCommand.Merge c -> Optional.of(new IdentityEvent.Merged(c.from(), c.into()));
            case GalleryCommand.Split c -> Optional.of(new IdentityEvent.Split(c.identity(),
                    new IdentityId(UUID.randomUUID()), ledger.nextNumber(), c.visits()));
            case GalleryCommand.TellApart c -> Optional.of(new IdentityEvent.ToldApart(c.visit(), c.identity()));
            case GalleryCommand.MoveExemplar c -> Optional.of(new IdentityEvent.ExemplarMoved(c.exemplar(), c.to()));
            case GalleryCommand.RemoveExemplar c -> Optional.of(new IdentityEvent.ExemplarRemoved(c.exemplar()));
            case GalleryCommand.Erase c -> Optional.of(new IdentityEvent.Erased(c.identity()));
            case GalleryCommand.Undo c -> Optional.of(new IdentityEvent.Undone(c.command()));
            case GalleryCommand.ProposeStranger _, GalleryCommand.EnrolNamed _, GalleryCommand.Recognised _ ->
                Optional.empty();
        };
    }

    List<Event> of(Lane lane) {
        return new ArrayList<>(events.stream().filter(one -> one.lane().equals(lane)).toList());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
