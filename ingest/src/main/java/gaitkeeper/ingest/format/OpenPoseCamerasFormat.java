package gaitkeeper.ingest.format;

import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.cameras.BodyMatcher;
import gaitkeeper.ingest.cameras.Camera;
import gaitkeeper.ingest.cameras.CameraSet;
import gaitkeeper.ingest.cameras.SolidBody;
import gaitkeeper.ingest.cameras.View;
import gaitkeeper.ingest.json.NotJsonException;
import java.util.ArrayList;
import java.util.List;

/**
 * OpenPose of several calibrated cameras at one moment: {@code {"cameras": {"cam01": <what OpenPose writes>, ..}}}, an array of such,
 * or one after the other. Which people of the cameras are the same is told by how their sight rays meet. Bodies are given as the first
 * calibrated camera sees them, in metres.
 */
final class OpenPoseCamerasFormat implements MessageFormat {
    private static final String POINTS = "pose_keypoints_2d";

    @Override
    public void read(byte[] document, int from, int to, PoseWriter out) {
        CameraSet cameras = out.setup().cameras().orElseThrow(() -> new MalformedException(Reason.BAD_FIELD,
                "points of several cameras need their calibration"));
        JsonCursor.readFrames(document, from, to, in -> readMoment(in, cameras, out));
    }

    private static void readMoment(JsonCursor in, CameraSet cameras, PoseWriter out) throws NotJsonException {
        in.expectObject("a moment");
        out.frame();
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals("cameras")) {
                write(readCameras(in, cameras, out), cameras, out);
            } else {
                in.skip();
            }
        }
    }

    private static List<View> readCameras(JsonCursor in, CameraSet cameras, PoseWriter out) throws NotJsonException {
        in.expectObject("cameras");
        List<View> views = new ArrayList<>();
        for (String name = in.field(); name != null; name = in.field()) {
            Camera camera = cameras.find(name).orElseThrow(() -> new MalformedException(Reason.BAD_FIELD,
                    "a camera of that name is not calibrated; there are "
                            + cameras.cameras().stream().map(Camera::name).toList()));
            in.guarded(out, one -> readPeople(one, camera, layout(out), views));
        }
        return views;
    }

    private static void readPeople(JsonCursor in, Camera camera, Layout layout, List<View> views)
            throws NotJsonException {
        in.expectObject("a camera's people");
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals("people")) {
                in.items(field, one -> readPerson(one, camera, layout, views));
            } else {
                in.skip();
            }
        }
    }

    private static void readPerson(JsonCursor in, Camera camera, Layout layout, List<View> views)
            throws NotJsonException {
        in.expectObject("a person");
        for (String field = in.field(); field != null; field = in.field()) {
            if (field.equals(POINTS)) {
                readView(in, new View(camera, layout.joints()), layout.joints(), views);
            } else {
                in.skip();
            }
        }
    }

    /** A person without points was not seen. */
    private static void readView(JsonCursor in, View view, int joints, List<View> views) throws NotJsonException {
        int[] numbers = {0};
        double[] point = new double[3];
        in.items(POINTS, one -> {
            point[numbers[0] % 3] = one.number(POINTS);
            int joint = numbers[0]++ / 3;
            if (numbers[0] % 3 == 0 && joint < joints) {
                view.see(joint, point[0], point[1], point[2]);
            }
        });
        if (numbers[0] == 3 * joints) {
            views.add(view);
        } else if (numbers[0] != 0) {
            throw new MalformedException(Reason.WRONG_JOINT_COUNT,
                    "a person has " + numbers[0] / 3.0 + " points instead of " + joints + "; say layout=");
        }
    }

    private static Layout layout(PoseWriter out) {
        return out.layout(Layout.OPENPOSE_BODY25);
    }

    private static void write(List<View> views, CameraSet cameras, PoseWriter out) {
        for (SolidBody body : new BodyMatcher(cameras.cameras().size()).bodies(views)) {
            out.body();
            for (int joint = 0; joint < layout(out).joints(); joint++) {
                double[] at = body.seenBy(cameras.reference(), joint);
                out.place(joint, at[0], at[1], at[2]);
                out.trust(joint, body.confidence(joint));
            }
            try {
                out.end(out.follow(), layout(out));
            } catch (MalformedException e) {
                out.refuse(e);
            }
        }
    }
}
