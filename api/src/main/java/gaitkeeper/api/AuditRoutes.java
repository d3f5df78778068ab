package gaitkeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gaitkeeper.core.AuditEntry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Who looked up or changed what. */
public final class AuditRoutes {
    private final Vertx vertx;
    private final AuditArchive archive;

    AuditRoutes(Vertx vertx, AuditArchive archive) {
        this.vertx = vertx;
        this.archive = archive;
    }

    void mount(Operations operations) {
        operations.on("listAudit", this::list);
    }

    private Future<Answer> list(Call call) {
        long from = call.text("after").map(after -> Long.parseLong(after) + 1).orElse(0L);
        return vertx.executeBlocking(() -> archive.read(from, Paging.limit(call) + 1), false)
                .map(entries -> Paging.page(call, entries.stream(), placed -> json(placed.entry()),
                        placed -> String.valueOf(placed.place())));
    }

    /** One entry as it is exported. */
    public static ObjectNode json(AuditEntry entry) {
        return Json.object().put("start", Json.time(entry.startNs())).put("end", Json.time(entry.endNs()))
                .put("who", entry.who()).put("standing", entry.standing()).put("address", entry.address())
                .put("operation", entry.operation()).put("target", entry.target()).put("status", entry.status())
                .put("gallery_version", entry.galleryVersion());
    }
}
