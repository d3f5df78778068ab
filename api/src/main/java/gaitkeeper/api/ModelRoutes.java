package gaitkeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gaitkeeper.core.bundle.Calibration;
import gaitkeeper.core.bundle.ModelSpec;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which model bundles there are, what they were made from and what was measured of them. */
final class ModelRoutes {
    private final Supplier<Future<List<ModelSpec>>> models;
    private final Supplier<String> inUse;

    ModelRoutes(Vertx vertx, Figures figures) {
        var once = new AtomicReference<@Nullable Future<List<ModelSpec>>>();
        this.models = () -> Objects.requireNonNull(once.updateAndGet(
                known -> known == null ? vertx.executeBlocking(() -> figures.models().get(), false) : known));
        this.inUse = () -> figures.stats().get().model();
    }

    void mount(Operations operations) {
        operations.on("listModels", call -> models.get().map(this::list));
        operations.on("getModel", call -> models.get().map(all -> one(all, call.text("id").orElseThrow())));
    }

    private Answer list(List<ModelSpec> all) {
        ObjectNode json = Json.object();
        var items = json.putArray("items");
        String now = inUse.get();
        all.forEach(model -> items.add(json(model, now)));
        return Answer.of(json);
    }

    private Answer one(List<ModelSpec> all, String id) {
        ModelSpec model = all.stream().filter(other -> other.id().equals(id)).findFirst()
                .orElseThrow(() -> Problem.notFound("model " + id));
        return Answer.of(json(model, inUse.get()).set("calibration", calibration(model.calibration())));
    }

    private static ObjectNode json(ModelSpec model, String inUse) {
        ObjectNode json = Json.object().put("id", model.id()).put("system", model.system())
                .put("description", model.description()).put("frames", model.frames()).put("joints", model.joints())
                .put("width", model.width()).put("in_use", model.id().equals(inUse))
                .put("metric", model.metric().name().toLowerCase(Locale.ROOT))
                .put("trained_on", model.trainedOn().data()).put("terms", model.trainedOn().terms())
                .put("fingerprint", model.trainedOn().fingerprint()).put("seed", model.seed())
                .put("commit", model.commit());
        var geometries = json.putArray("geometries");
        model.geometries().forEach(geometries::add);
        ObjectNode results = json.putObject("results");
        model.results().forEach(results::put);
        return json;
    }

    private static ObjectNode calibration(Calibration calibration) {
        ObjectNode json = Json.object().put("population", calibration.population())
                .put("compares", compares(calibration));
        var galleries = json.putArray("galleries");
        calibration.galleries().forEach(gallery -> {
            ObjectNode one = galleries.addObject().put("identities", gallery.identities());
            var rows = one.putArray("rows");
            gallery.rows().forEach(row -> {
                var points = rows.addObject().put("windows", row.windows()).putArray("points");
                row.points().forEach(
                        point -> points.addObject().put("fpir", point.fpir()).put("tpir", point.tpir()));
            });
        });
        return json;
    }

    /** What a score of this rule is. */
    static String compares(Calibration calibration) {
        return calibration.comparesMeans() ? "likelihood" : "similarity";
    }
}
