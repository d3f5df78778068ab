package gaitkeeper.deploy;

import gaitkeeper.api.access.AccessHandler;
import gaitkeeper.api.access.AccessRole;
import gaitkeeper.ingest.IngestLimits;
import gaitkeeper.ingest.IngestRoutes;
import gaitkeeper.ingest.Intake;
import gaitkeeper.ingest.StreamRoutes;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/** Wires the ingest endpoints into a server. */
final class FrontRoutes {
    private FrontRoutes() {}

    static void mountIngest(Vertx vertx, Router router, Intake intake) {
        new IngestRoutes(vertx, intake, IngestLimits.DEFAULT).mount(router);
        router.put(StreamRoutes.STREAMS + "/*").handler(AccessHandler.needs(AccessRole.OPERATOR));
        new StreamRoutes(vertx, intake.admission().guards()).mount(router);
    }
}
