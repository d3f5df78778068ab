package gaitkeeper.ingest.format;

import gaitkeeper.core.Layout;
import gaitkeeper.ingest.json.NotJsonException;
import org.jspecify.annotations.Nullable;

/**
 * Nuitrack: {@code {Timestamp, Skeletons: [{id, joints: [{type, confidence, real: [x, y, z]}]}]}}, the SDK's own words. Its
 * {@code Instances} JSON carries no joints; what bridges add to them is read the same way.
 */
final class NuitrackFormat implements MessageFormat {
    private static final Layout LAYOUT = Layout.NUITRACK25;
    private static final double LEAST_CONFIDENCE = 0.05;

    @Override
    public void read(byte[] document, int from, int to, PoseWriter out) {
        JsonCursor.readFrames(document, from, to, in -> readFrame(in, out));
    }

    private static void readFrame(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectObject("a frame");
        out.frame();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Timestamp", "timestamp" ->
                    in.guarded(out, cursor -> out.guessTime(cursor.number("the time stamp")));
                case "Skeletons", "skeletons", "Instances" -> {
                    in.bodies(field, out, cursor -> readBody(cursor, out));
                }
                default -> in.skip();
            }
        }
    }

    private static void readBody(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectObject("a skeleton");
        @Nullable
        String track = null;
        boolean joints = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id" -> track = in.text(field);
                case "joints" -> {
                    joints = true;
                    in.items(field, one -> readJoint(one, out));
                }
                default -> in.skip();
            }
        }
        if (!joints) {
            throw JsonCursor.bad("no joints: Nuitrack's instances alone say who is there, not how they stand");
        }
        out.end(track == null ? Integer.toString(out.bodyIndex()) : track, out.layout(LAYOUT));
    }

    private static void readJoint(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectObject("a joint");
        int joint = -1;
        double confidence = 1;
        boolean given = false;
        double x = Double.NaN;
        double y = Double.NaN;
        double z = Double.NaN;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "type" -> joint = joint(in.text(field));
                case "confidence" -> {
                    confidence = in.number(field);
                    given = true;
                }
                case "real" -> {
                    in.point(field);
                    x = in.x;
                    y = in.y;
                    z = in.z;
                }
                default -> in.skip();
            }
        }
        if (joint >= 0) {
            out.place(joint, x, y, z);
            if (given) {
                out.trust(joint, confidence < LEAST_CONFIDENCE ? 0 : confidence);
            }
        }
    }

    private static int joint(String type) {
        int number = type.length() <= 2 && type.chars().allMatch(c -> c >= '0' && c <= '9') && !type.isEmpty()
                ? Integer.parseInt(type)
                : LAYOUT.jointOf(type.replace("JOINT_", ""));
        if (number < 0 || number >= LAYOUT.joints()) {
            throw JsonCursor.bad("Nuitrack has no such joint type");
        }
        return number;
    }
}
