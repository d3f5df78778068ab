package gaitkeeper.ingest.format;

import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.json.NotJsonException;
import org.jspecify.annotations.Nullable;

/** MMPose and RTMW3D: {@code {instance_info: [{frame_id, instances: [{keypoints, keypoint_scores, track_id}]}]}}. */
final class MmPoseFormat implements MessageFormat {
    @Override
    public void read(byte[] document, int from, int to, PoseWriter out) {
        JsonCursor.read(document, from, to, in -> {
            if (in.isArray()) {
                in.items("instance_info", frame -> readFrame(frame, out));
            } else {
                readObject(in, out);
            }
        });
    }

    private static void readObject(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectObject("a document");
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals("instance_info")) {
                in.items(field, frame -> readFrame(frame, out));
            } else {
                in.skip();
            }
        }
    }

    private static void readFrame(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectObject("a frame");
        out.frame();
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals("instances")) {
                in.bodies(field, out, cursor -> readInstance(cursor, out));
            } else {
                in.skip();
            }
        }
    }

    private static void readInstance(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectObject("an instance");
        int joints = 0;
        @Nullable
        String track = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "track_id" -> track = in.text(field);
                case "keypoints" -> {
                    in.expectArray(field);
                    for (joints = 0; in.item(); joints++) {
                        in.point("key points of an image say nothing of depth; a key point");
                        out.place(joints, in.x, in.y, in.z);
                    }
                }
                case "keypoint_scores" -> {
                    in.expectArray(field);
                    for (int joint = 0; in.item(); joint++) {
                        out.trust(joint, in.number(field));
                    }
                }
                default -> in.skip();
            }
        }
        out.end(track == null ? Integer.toString(out.bodyIndex()) : track, layout(joints, out), joints);
    }

    private static Layout layout(int joints, PoseWriter out) {
        return out.setup().layout().orElseGet(() -> switch (joints) {
            case 26 -> Layout.HALPE26;
            case 133 -> Layout.COCO_WHOLEBODY133;
            case 17 -> throw new MalformedException(Reason.UNKNOWN_LAYOUT,
                    "17 key points may be coco17 or h36m17; say which, such as layout=h36m17");
            default -> throw new MalformedException(Reason.WRONG_JOINT_COUNT,
                    "MMPose bodies have 17, 26 or 133 key points, not " + joints);
        });
    }
}
