package gaitkeeper.ingest.format;

import gaitkeeper.core.Layout;
import gaitkeeper.ingest.json.NotJsonException;
import org.jspecify.annotations.Nullable;

/** DeepStream's deepstream-bodypose-3d, {@code --save-pose}: arrays of batches whose objects have {@code pose3d}, 34 x (x, y, z, c). */
final class DeepStreamFormat implements MessageFormat {
    @Override
    public void read(byte[] document, int from, int to, PoseWriter out) {
        JsonCursor.readFrames(document, from, to, in -> readTop(in, out));
    }

    private static void readTop(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectObject("a batch");
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals("batches")) {
                in.items(field, one -> readBatch(one, out));
            } else {
                in.skip();
            }
        }
    }

    private static void readBatch(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectObject("a frame");
        out.frame();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "ntp_timestamp" -> in.guarded(out, cursor -> time(cursor.number("ntp_timestamp"), out));
                case "objects" -> {
                    in.bodies(field, out, cursor -> readObject(cursor, out));
                }
                default -> in.skip();
            }
        }
    }

    /** Zero where the pipeline has no clock of its own. */
    private static void time(double stamp, PoseWriter out) {
        if (stamp != 0) {
            out.guessTime(stamp);
        }
    }

    private static void readObject(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectObject("an object");
        @Nullable
        String id = null;
        int joints = 0;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "object_id" -> id = in.text(field);
                case "pose3d" -> joints = readPose(in, out);
                default -> in.skip();
            }
        }
        if (id == null) {
            throw JsonCursor.bad("object_id is missing");
        }
        out.end(id, out.layout(Layout.NVIDIA_BODY34), joints);
    }

    private static int readPose(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectArray("pose3d");
        int joint = 0;
        for (; in.item(); joint++) {
            double x = in.number("pose3d");
            double y = next(in);
            double z = next(in);
            out.place(joint, x, y, z);
            out.trust(joint, next(in));
        }
        return joint;
    }

    private static double next(JsonCursor in) throws NotJsonException {
        if (!in.item()) {
            throw JsonCursor.bad("pose3d is cut short; each point has x, y, z and confidence");
        }
        return in.number("pose3d");
    }
}
