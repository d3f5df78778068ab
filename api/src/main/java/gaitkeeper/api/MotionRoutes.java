package gaitkeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gaitkeeper.core.Frame;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.Skeleton;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** How somebody moved in the windows that they were last recognised, or not, by. */
final class MotionRoutes {
    private static final int MAX_FRAMES = 300;
    private static final int MM = 1_000;

    private final Vertx vertx;
    private final Stays stays;

    MotionRoutes(Vertx vertx, Stays stays) {
        this.vertx = vertx;
        this.stays = stays;
    }

    void mount(Operations operations) {
        operations.on("getMotion", this::motion);
    }

    private Future<Answer> motion(Call call) {
        Sighting stay = stays.of(call);
        return vertx.executeBlocking(() -> stays.windows(stay), false).map(windows -> Answer.of(json(windows)));
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
