package gaitkeeper.api;

import gaitkeeper.api.access.Caller;
import gaitkeeper.core.AuditEntry;
import gaitkeeper.core.EpochNanos;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Writes down every look-up and every change when it ends, and the opening of every stream: who, when, from where, against
 * which state of the gallery, about what. Nobody looks unseen: while entries cannot be stored, questions are refused.
 */
public final class AuditTrail {
    private static final String TARGET = "audit-target";
    private static final long RETRY_AFTER_NS = 1_000_000_000L;

    private final Function<AuditEntry, Future<?>> store;
    private final LongSupplier galleryVersion;
    private final InstantSource clock;
    private volatile long failedNs = Long.MIN_VALUE;

    /**
     * Makes a trail.
     *
     * @param store appends; the future tells whether it is stored. Must not block
     * @param galleryVersion entries of the identity log that are applied now
     */
    public AuditTrail(Function<AuditEntry, Future<?>> store, LongSupplier galleryVersion, InstantSource clock) {
        this.store = store;
        this.galleryVersion = galleryVersion;
        this.clock = clock;
    }

    /** Says what a request is about: an identity, a track, a name sought. */
    static void about(RoutingContext context, String target) {
        context.put(TARGET, target);
    }

    void follow(Operation operation, RoutingContext context) {
        follow(operation.id(), Optional.ofNullable(context.pathParam("id")), context);
    }

    /** Follows a request that is no operation of the document: the page's own feed. */
    public void follow(String operation, RoutingContext context) {
        follow(operation, Optional.empty(), context);
    }

    private void follow(String operation, Optional<String> target, RoutingContext context) {
        long now = EpochNanos.now(clock);
        if (now - failedNs < RETRY_AFTER_NS && failedNs != Long.MIN_VALUE) {
            throw Problem.unavailable("the audit log cannot be written, so nothing may be looked up; try again later");
        }
        target.ifPresent(id -> about(context, id));
        long version = galleryVersion.getAsLong();
        context.addEndHandler(_ -> write(operation, context, now, version));
        context.next();
    }

    private void write(String operation, RoutingContext context, long startNs, long version) {
        Caller caller = Caller.of(context);
        var address = context.request().remoteAddress();
        String target = context.get(TARGET);
        store.apply(new AuditEntry(startNs, EpochNanos.now(clock), caller.name(), caller.role() + "/" + caller.means(),
                address == null ? "" : address.hostAddress(), operation, target == null ? "" : target,
                context.response().getStatusCode(), version)).onComplete(done -> {
                    failedNs = done.succeeded() ? Long.MIN_VALUE : EpochNanos.now(clock);
                });
    }
}
