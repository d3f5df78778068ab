package gaitkeeper.ingest.format;

import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.format.SourceSetup.Pinhole;
import gaitkeeper.ingest.json.NotJsonException;
import java.util.Optional;

/**
 * OpenPose: {@code {people: [{person_id, pose_keypoints_3d}]}}. Image points ({@code pose_keypoints_2d}) are read only where the
 * setup says camera and depth; such a body is flat and its size guessed. OpenPose does not track: where {@code person_id} is -1
 * the place in the list stands for it.
 */
final class OpenPoseFormat implements MessageFormat {
    @Override
    public void read(byte[] document, int from, int to, PoseWriter out) {
        JsonCursor.readFrames(document, from, to, in -> readFrame(in, out));
    }

    private static void readFrame(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectObject("a frame");
        out.frame();
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals("people")) {
                in.bodies(field, out, cursor -> readPerson(cursor, out));
            } else {
                in.skip();
            }
        }
    }

    private static void readPerson(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectObject("a person");
        String track = "-1";
        int solid = 0;
        int flat = 0;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "person_id" -> track = id(in);
                case "pose_keypoints_3d", "body_keypoints_3d" -> solid = Math.max(solid, readSolid(in, out));
                case "pose_keypoints_2d" -> flat = readFlat(in, out);
                default -> in.skip();
            }
        }
        if (solid == 0 && flat == 0) {
            throw new MalformedException(Reason.BAD_FIELD, "the person has no key points");
        }
        if (solid == 0 && out.setup().pinhole().isEmpty()) {
            throw new MalformedException(Reason.BAD_FIELD,
                    "points of an image say nothing of depth: send pose_keypoints_3d, or say focal, cx, cy and depth");
        }
        if (solid == 0) {
            out.guessedSize();
        }
        int joints = Math.max(solid, flat);
        out.end(track.equals("-1") ? Integer.toString(out.bodyIndex()) : track, out.layout(layout(joints)), joints);
    }

    private static String id(JsonCursor in) throws NotJsonException {
        if (!in.isArray()) {
            return in.text("person_id");
        }
        String id = "-1";
        while (in.item()) {
            id = in.text("person_id");
        }
        return id;
    }

    private static Layout layout(int joints) {
        return switch (joints) {
            case 25 -> Layout.OPENPOSE_BODY25;
            case 18 -> Layout.ZED_BODY_18;
            case 17 -> Layout.COCO17;
            default -> throw new MalformedException(Reason.WRONG_JOINT_COUNT,
                    "OpenPose bodies have 25, 18 or 17 key points, not " + joints);
        };
    }

    private static int readSolid(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectArray("pose_keypoints_3d");
        int joint = 0;
        for (; in.item(); joint++) {
            double x = in.number("pose_keypoints_3d");
            double y = next(in);
            double z = next(in);
            out.place(joint, x, y, z);
            out.trust(joint, next(in));
        }
        return joint;
    }

    /** Points at the setup's depth; without one they are only counted. */
    private static int readFlat(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectArray("pose_keypoints_2d");
        Optional<Pinhole> pinhole = out.setup().pinhole();
        double metres = out.setup().unit().map(unit -> (double) unit.metres()).orElse(1.0);
        int joint = 0;
        for (; in.item(); joint++) {
            double u = in.number("pose_keypoints_2d");
            double v = next(in);
            double confidence = next(in);
            if (pinhole.isPresent()) {
                double depth = pinhole.get().depth() / metres;
                double share = depth / pinhole.get().focal();
                out.place(joint, (u - pinhole.get().cx()) * share, (v - pinhole.get().cy()) * share, depth);
                out.trust(joint, confidence);
            }
        }
        return joint;
    }

    private static double next(JsonCursor in) throws NotJsonException {
        if (!in.item()) {
            throw new MalformedException(Reason.WRONG_JOINT_COUNT, "the list of key points is cut short");
        }
        return in.number("key points");
    }
}
