package gaitkeeper.api;

import gaitkeeper.api.event.Archive;
import gaitkeeper.api.event.Cursor;
import gaitkeeper.api.event.Event;
import gaitkeeper.api.event.EventLog;
import gaitkeeper.core.AuditEntry;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.gallery.Ledger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Function;

/** The API of one process: its read models, fed by one thread, and its routes. */
public final class Api {
    /** Events held in memory; whoever is further behind reads from Kafka. */
    private static final int EVENTS = 8_192;
    private static final String COMMAND = "command:";

    private final Vertx vertx;
    private final Outside outside;
    private final InstantSource clock;
    private final IdentityBook book;
    private final Sightings sightings = new Sightings();
    private final EventLog log;
    private final Events events;
    private final Desk desk;
    private final AuditTrail audit;

    /**
     * What the API needs from outside; nothing here may block but the archives and what {@link Figures} says.
     *
     * @param commands stores a request for the gallery's writer
     * @param audit appends to the audit log
     * @param events those that memory no longer holds
     * @param audited the audit log's past
     * @param motion the windows that answers were given on
     * @param model for questions about answers
     * @param figures of the system
     * @param webhooks file of the webhooks
     * @param floor where the sensors stand
     */
    public record Outside(Function<GalleryRequest, Future<?>> commands, Function<AuditEntry, Future<?>> audit,
            Archive events, AuditArchive audited, MotionArchive motion, ModelView model, Figures figures,
            Path webhooks, FloorBook floor) {}

    /**
     * Makes the API.
     *
     * @param start where the thread that feeds it begins
     * @param known the ledger that the log there goes on from, or that of an earlier entry
     */
    public Api(Vertx vertx, Outside outside, Cursor start, Ledger known, InstantSource clock) {
        this.vertx = vertx;
        this.outside = outside;
        this.clock = clock;
        this.book = new IdentityBook(known);
        this.log = new EventLog(EVENTS, start);
        this.events = new Events(vertx, log, outside.events(), new EventJson(book));
        this.desk = new Desk(vertx, outside.commands());
        this.audit = new AuditTrail(outside.audit(), () -> book.ledger().last(), clock);
    }

    /** Adds the routes; every operation of the document. */
    public void mount(Router router) {
        Contract contract = Contract.shipped();
        var operations = new Operations(contract, router, audit, new Idempotency(clock));
        var corrections = new Corrections(desk);
        new IdentityRoutes(book, sightings).mount(operations);
        new CorrectionRoutes(book, corrections, events.json()).mount(operations);
        new TrackRoutes(book, sightings, corrections, events.json()).mount(operations);
        new MatchRoutes(events).mount(operations);
        new SightingRoutes(book, sightings, events.json()).mount(operations);
        var stays = new Stays(sightings, outside.motion());
        new MotionRoutes(vertx, stays).mount(operations);
        new LikenessRoutes(vertx, book, sightings, stays, outside.model()).mount(operations);
        new FloorRoutes(vertx, outside.floor()).mount(operations);
        new SystemRoutes(vertx, outside.figures(), log, book).mount(operations);
        new QualityRoutes(outside.figures()).mount(operations);
        new ModelRoutes(vertx, outside.figures()).mount(operations);
        new StreamRoutes(vertx, events).mount(operations);
        var webhooks = new Webhooks(vertx, events, new WebhookFile(outside.webhooks()), clock);
        new WebhookRoutes(webhooks).mount(operations);
        new AuditRoutes(vertx, outside.audited()).mount(operations);
        operations.stream("getDocument", call -> call.context().response()
                .putHeader("Content-Type", "application/vnd.oai.openapi+json").end(contract.text()));
        operations.checkComplete();
        webhooks.start();
    }

    /** Something happened; in the order of each lane, from one thread. */
    public void heard(Event event) {
        switch (event) {
            case Event.Matched matched -> sightings.add(matched.match());
            case Event.Logged logged -> {
                book.apply(logged.entry());
                desk.written(logged.entry());
            }
        }
        log.append(event);
    }

    /** All that was written before this process started was heard. */
    public void caughtUp() {
        events.complete();
    }

    /** Something was refused; {@code source} is the record's key. */
    public void refused(String source, Rejection rejection) {
        if (source.startsWith(COMMAND)) {
            desk.refused(UUID.fromString(source.substring(COMMAND.length())), rejection.detail());
        }
    }

    /** Writes down who looks at what. */
    public AuditTrail audit() {
        return audit;
    }
}
