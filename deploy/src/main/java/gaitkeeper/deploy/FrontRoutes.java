package gaitkeeper.deploy;

import gaitkeeper.ingest.IngestLimits;
import gaitkeeper.ingest.IngestRoutes;
import gaitkeeper.ingest.JsonFrames;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;

/** Wires the ingest endpoints into a server. */
final class FrontRoutes {
    private FrontRoutes() {}

    static void mountIngest(Vertx vertx, Router router, IngestPart part, InstantSource clock) {
        var json = new JsonFrames(clock, JsonFrames.Times.DEFAULT);
        new IngestRoutes(vertx, json, part.frames(), part.rejections(), IngestLimits.DEFAULT).mount(router);
    }
}
