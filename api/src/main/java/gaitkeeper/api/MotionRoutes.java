package gaitkeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gaitkeeper.core.Frame;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.Skeleton;
import gaitkeeper.core.TrackId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;

/** How somebody moved in the windows that they were last recognised, or not, by. */
final class MotionRoutes {
    private static final long LATEST_NS = Duration.ofSeconds(5).toNanos();
    private static final int MAX_FRAMES = 300;
    private static final int MM = 1_000;

    private final Vertx vertx;
    private final Sightings sightings;
    private final MotionArchive archive;

    MotionRoutes(Vertx vertx, Sightings sightings, MotionArchive archive) {
        this.vertx = vertx;
        this.sightings = sightings;
        this.archive = archive;
    }

    void mount(Operations operations) {
        operations.on("getMotion", this::motion);
    }

    private Future<Answer> motion(Call call) {
        TrackId track = TrackRoutes.track(call);
        call.about(track.toString());
        long to = sightings.of(track).orElseThrow(() -> Problem.notFound("track " + track)).toNs();
        return vertx.executeBlocking(() -> archive.read(track, to - LATEST_NS, to), false)
                .map(windows -> Answer.of(json(windows)));
    }

    private static ObjectNode json(List<Sequence> windows) {
        ObjectNode json = Json.object();
        var frames = json.putArray("frames");
        long before = Long.MIN_VALUE;
        for (Sequence window : windows) {
            for (int n = 0; n < window.spec().frames() && frames.size() < MAX_FRAMES; n++) {
                Frame frame = window.frame(n);
                // Windows may overlap.
                if (frame.eventTimeNs() > before) {
                    before = frame.eventTimeNs();
                    frames.add(json(frame));
                }
            }
        }
        return json;
    }

    private static ObjectNode json(Frame frame) {
        ObjectNode json = Json.object().put("time", Json.time(frame.eventTimeNs()));
        var joints = json.putArray("joints_mm");
        for (int slot = 0; slot < Skeleton.K25; slot++) {
            for (int axis = 0; axis < 3; axis++) {
                joints.add(Math.round(frame.joint(slot, axis) * MM));
            }
        }
        return json;
    }
}
