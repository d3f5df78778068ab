package gaitkeeper.ingest.format;

import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.json.NotJsonException;
import org.jspecify.annotations.Nullable;

/** ZED SDK 4 and 5: {@code {timestamp, body_list: [..]}}, an array of such, or an object of such by time stamp. */
final class ZedFormat implements MessageFormat {
    @Override
    public void read(byte[] document, int from, int to, PoseWriter out) {
        JsonCursor.read(document, from, to, in -> readValue(in, out));
    }

    private static void readValue(JsonCursor in, PoseWriter out) throws NotJsonException {
        if (in.isArray()) {
            while (in.item()) {
                readValue(in, out);
            }
            return;
        }
        in.expectObject("a frame");
        boolean begun = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "timestamp", "body_list" -> {
                    if (!begun) {
                        out.frame();
                        begun = true;
                    }
                    if (field.equals("timestamp")) {
                        in.guarded(out, cursor -> out.guessTime(cursor.number("timestamp")));
                    } else {
                        readBodies(in, out);
                    }
                }
                default -> {
                    if (in.isObject() && isNumber(field)) {
                        readValue(in, out);
                    } else {
                        in.skip();
                    }
                }
            }
        }
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static void readBodies(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.bodies("body_list", out, cursor -> readBody(cursor, out));
    }

    private static void readBody(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectObject("a body");
        int joints = 0;
        boolean tracked = true;
        @Nullable
        String track = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id" -> track = in.text(field);
                case "tracking_state" -> tracked = tracked(in);
                case "keypoint" -> joints = readPoints(in, out);
                case "keypoint_confidence" -> readConfidences(in, out);
                default -> in.skip();
            }
        }
        if (tracked) {
            if (track == null) {
                throw JsonCursor.bad("the body's id is missing");
            }
            out.end(track, out.layout(layout(joints)), joints);
        }
    }

    /** OFF, OK, SEARCHING, TERMINATE: only in OK is the body seen. */
    private static boolean tracked(JsonCursor in) throws NotJsonException {
        String state = in.text("tracking_state");
        return state.endsWith("OK") || state.equals("1");
    }

    private static Layout layout(int joints) {
        return switch (joints) {
            case 18 -> Layout.ZED_BODY_18;
            case 34 -> Layout.ZED_BODY_34;
            case 38 -> Layout.ZED_BODY_38;
            default -> throw new MalformedException(Reason.WRONG_JOINT_COUNT,
                    "a ZED body has 18, 34 or 38 key points, not " + joints);
        };
    }

    private static int readPoints(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectArray("keypoint");
        int joint = 0;
        while (in.item()) {
            in.point("keypoint");
            out.place(joint++, in.x, in.y, in.z);
        }
        return joint;
    }

    private static void readConfidences(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectArray("keypoint_confidence");
        for (int joint = 0; in.item(); joint++) {
            out.trust(joint, in.number("keypoint_confidence") / 100);
        }
    }
}
