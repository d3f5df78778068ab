package gaitkeeper.ingest.format;

import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.json.NotJsonException;
import org.jspecify.annotations.Nullable;

/**
 * Kinect JSON of web bridges: bodies with {@code joints} in order or by name. A frame is an array of bodies, an object with
 * {@code bodies}, or a single body; a document is a frame or an array of frames.
 */
record KinectFormat(Layout layout) implements MessageFormat {
    private static final double MS_NS = 1e6;

    @Override
    public void read(byte[] document, int from, int to, PoseWriter out) {
        JsonCursor.read(document, from, to, in -> readValue(in, out));
    }

    private void readValue(JsonCursor in, PoseWriter out) throws NotJsonException {
        if (in.isArray()) {
            readArray(in, out);
        } else {
            out.frame();
            readFrame(in, out);
        }
    }

    /** An array of bodies is one frame; an array of arrays, or of objects with bodies, is many. */
    private void readArray(JsonCursor in, PoseWriter out) throws NotJsonException {
        boolean begun = false;
        while (in.item()) {
            if (in.isArray()) {
                readArray(in, out);
            } else {
                if (!begun) {
                    out.frame();
                    begun = true;
                }
                begun = readFrame(in, out);
            }
        }
    }

    /** Reads a body, or an object with bodies; true if what follows may be of the same frame. */
    private boolean readFrame(JsonCursor in, PoseWriter out) throws NotJsonException {
        var one = new OneBody();
        in.body(out, cursor -> readObject(cursor, out, one));
        return one.single;
    }

    /** What is known of an object while it is read. */
    private static final class OneBody {
        private boolean single = true;
        private boolean tracked = true;
        private int joints = -1;
        private @Nullable String track;
    }

    private void readObject(JsonCursor in, PoseWriter out, OneBody one) throws NotJsonException {
        in.expectObject("a body");
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "bodies" -> {
                    one.single = false;
                    readBodies(in, out);
                }
                case "record_timestamp" -> out.deviceTime(in.number(field) * MS_NS);
                case "tracked" -> one.tracked = !in.isFalse();
                case "trackingState" -> one.tracked = tracked(in);
                case "trackingId" -> one.track = in.text(field);
                case "joints" -> one.joints = readJoints(in, out);
                default -> in.skip();
            }
        }
        if (one.single && one.tracked) {
            finish(out, one);
        }
    }

    private void finish(PoseWriter out, OneBody one) {
        if (one.joints < 0) {
            throw JsonCursor.bad("a tracked body has no joints");
        }
        out.end(one.track == null ? Integer.toString(out.bodyIndex()) : one.track, out.layout(layout), one.joints);
    }

    private void readBodies(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectArray("bodies");
        while (in.item()) {
            if (!in.isNull()) {
                in.body(out, cursor -> readObject(cursor, out, new OneBody()));
            }
        }
    }

    private static boolean tracked(JsonCursor in) throws NotJsonException {
        return switch (in.text("trackingState")) {
            case "Tracked", "2" -> true;
            default -> false;
        };
    }

    private int readJoints(JsonCursor in, PoseWriter out) throws NotJsonException {
        Layout of = out.layout(layout);
        int count = 0;
        if (in.isArray()) {
            while (in.item()) {
                readJoint(in, out, count++);
            }
            return count;
        }
        in.expectObject("joints");
        for (String name = in.field(); name != null; name = in.field()) {
            int joint = of.jointOf(name);
            if (joint < 0) {
                throw new MalformedException(Reason.WRONG_JOINT_COUNT, of.id() + " has no joint of that name");
            }
            readJoint(in, out, joint);
        }
        return of.joints();
    }

    private void readJoint(JsonCursor in, PoseWriter out, int joint) throws NotJsonException {
        if (in.isNull()) {
            return;
        }
        in.expectObject("a joint");
        double x = Double.NaN;
        double y = Double.NaN;
        double z = Double.NaN;
        boolean metres = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "cameraX", "x", "X" -> x = in.number(field);
                case "cameraY", "y", "Y" -> y = in.number(field);
                case "cameraZ", "z", "Z" -> z = in.number(field);
                case "position" -> {
                    readPosition(in, out, joint);
                    metres = true;
                }
                case "trackingState" -> out.state(joint, state(in));
                default -> in.skip();
            }
            metres |= field.startsWith("camera");
        }
        if (!Double.isNaN(x)) {
            if (!metres && out.setup().unit().isEmpty()) {
                throw JsonCursor.bad("joints have x, y, z but no cameraX, cameraY, cameraZ: that may be points of an"
                        + " image; if they are metres, say unit=m");
            }
            out.place(joint, x, y, z);
        }
    }

    private static void readPosition(JsonCursor in, PoseWriter out, int joint) throws NotJsonException {
        in.expectObject("position");
        double x = Double.NaN;
        double y = Double.NaN;
        double z = Double.NaN;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "x", "X" -> x = in.number(field);
                case "y", "Y" -> y = in.number(field);
                case "z", "Z" -> z = in.number(field);
                default -> in.skip();
            }
        }
        out.place(joint, x, y, z);
    }

    private static int state(JsonCursor in) throws NotJsonException {
        return switch (in.text("trackingState")) {
            case "2", "Tracked" -> 2;
            case "1", "Inferred" -> 1;
            case "0", "NotTracked" -> 0;
            default -> throw JsonCursor.bad("trackingState must be 0, 1 or 2, or its name");
        };
    }
}
