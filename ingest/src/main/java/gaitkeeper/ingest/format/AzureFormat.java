package gaitkeeper.ingest.format;

import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.json.NotJsonException;
import org.jspecify.annotations.Nullable;

/**
 * Azure Kinect body tracking: the offline processor's file, or live one of its frames a message. {@code joint_confidences} (0 to 3
 * each) is read where a sender adds it.
 */
final class AzureFormat implements MessageFormat {
    private static final Layout LAYOUT = Layout.AZURE_KINECT_32;
    private static final double US_NS = 1e3;

    @Override
    public void read(byte[] document, int from, int to, PoseWriter out) {
        JsonCursor.readFrames(document, from, to, in -> readObject(in, out));
    }

    /** A file, which has frames, or a frame, which has bodies. */
    private static void readObject(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectObject("a frame");
        boolean begun = false;
        for (String field = in.field(); field != null; field = in.field()) {
            boolean inFrame = field.equals("timestamp_usec") || field.equals("bodies");
            if (inFrame && !begun) {
                out.frame();
                begun = true;
            }
            switch (field) {
                case "joint_names" -> checkNames(in);
                case "frames" -> in.items(field, one -> readObject(one, out));
                case "timestamp_usec" -> out.deviceTime(in.number(field) * US_NS);
                case "bodies" -> readBodies(in, out);
                default -> in.skip();
            }
        }
    }

    /** Names in another order would be a file of something else. */
    private static void checkNames(JsonCursor in) throws NotJsonException {
        in.expectArray("joint_names");
        int joint = 0;
        while (in.item()) {
            if (LAYOUT.jointOf(in.text("joint_names")) != joint++) {
                throw new MalformedException(Reason.UNKNOWN_LAYOUT,
                        "joint_names are not those of Azure Kinect in their order, from number " + (joint - 1));
            }
        }
    }

    private static void readBodies(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.bodies("bodies", out, cursor -> readBody(cursor, out));
    }

    private static void readBody(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectObject("a body");
        int joints = 0;
        @Nullable
        String track = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "body_id", "id" -> track = in.text(field);
                case "joint_positions" -> joints = readPositions(in, out);
                case "joint_confidences", "confidence_levels" -> readLevels(in, out);
                default -> in.skip();
            }
        }
        if (track == null) {
            throw JsonCursor.bad("body_id is missing; the position in the list is no id");
        }
        out.end(track, out.layout(LAYOUT), joints);
    }

    private static int readPositions(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectArray("joint_positions");
        int joint = 0;
        while (in.item()) {
            in.point("joint_positions");
            out.place(joint++, in.x, in.y, in.z);
        }
        return joint;
    }

    /** NONE is out of range, LOW predicted, MEDIUM and HIGH seen. */
    private static void readLevels(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectArray("joint_confidences");
        for (int joint = 0; in.item(); joint++) {
            double level = in.number("joint_confidences");
            out.state(joint, level >= 2 ? 2 : level >= 1 ? 1 : 0);
        }
    }
}
