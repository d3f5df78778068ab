package gaitkeeper.ingest.format;

import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.ingest.json.NotJsonException;

/**
 * MediaPipe's pose world landmarks: arrays of 33 {@code {x, y, z, visibility, presence}}, bare or under {@code worldLandmarks} as
 * its results have them. There is no track id; the place in the list stands for it.
 */
final class MediaPipeFormat implements MessageFormat {
    private static final double MS_NS = 1e6;

    @Override
    public void read(byte[] document, int from, int to, PoseWriter out) {
        JsonCursor.read(document, from, to, in -> readValue(in, out));
    }

    private static void readValue(JsonCursor in, PoseWriter out) throws NotJsonException {
        if (in.isObject()) {
            out.frame();
            out.body();
            readObject(in, out, 0);
        } else {
            in.expectArray("landmarks");
            readArray(in, out);
        }
    }

    /** The array just entered holds landmarks of one body, bodies, or results. */
    private static void readArray(JsonCursor in, PoseWriter out) throws NotJsonException {
        int joints = 0;
        int bodies = 0;
        while (in.item()) {
            if (joints == 0 && bodies == 0) {
                out.frame();
            }
            if (in.isArray()) {
                readBody(in, out, bodies++);
            } else {
                if (joints == 0) {
                    out.body();
                }
                int at = joints;
                int[] read = {at + 1};
                in.guarded(out, cursor -> read[0] = at + (readObject(cursor, out, at) ? 1 : 0));
                joints = read[0];
            }
        }
        if (joints > 0) {
            try {
                out.end("0", out.layout(Layout.MEDIAPIPE33), joints);
            } catch (MalformedException e) {
                out.refuse(e);
            }
        }
    }

    private static void readBody(JsonCursor in, PoseWriter out, int index) throws NotJsonException {
        in.body(out, cursor -> {
            cursor.expectArray("landmarks");
            int joints = 0;
            while (cursor.item()) {
                cursor.expectObject("a landmark");
                readObject(cursor, out, joints++);
            }
            out.end(Integer.toString(index), out.layout(Layout.MEDIAPIPE33), joints);
        });
    }

    /** Reads a landmark, or a result with bodies; true if it was a landmark. */
    private static boolean readObject(JsonCursor in, PoseWriter out, int joint) throws NotJsonException {
        in.expectObject("a landmark");
        boolean landmark = true;
        double x = Double.NaN;
        double y = Double.NaN;
        double z = Double.NaN;
        double confidence = Double.NaN;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "x" -> x = in.number(field);
                case "y" -> y = in.number(field);
                case "z" -> z = in.number(field);
                case "visibility", "presence" -> {
                    double value = in.number(field);
                    confidence = Double.isNaN(confidence) ? value : Math.min(confidence, value);
                }
                case "worldLandmarks", "poseWorldLandmarks", "pose_world_landmarks", "world_landmarks" -> {
                    landmark = false;
                    in.expectArray(field);
                    for (int index = 0; in.item(); index++) {
                        readBody(in, out, index);
                    }
                }
                case "timestamp_ms", "timestamp" -> out.deviceTime(in.number(field) * MS_NS);
                default -> in.skip();
            }
        }
        if (landmark) {
            out.place(joint, x, y, z);
            if (!Double.isNaN(confidence)) {
                out.trust(joint, confidence);
            }
        }
        return landmark;
    }
}
