package gaitkeeper.recordings;

import gaitkeeper.core.Geometry;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Fixtures: made-up walks, never recordings. */
public final class Walks {
    private Walks() {}

    /** A walk of Kinect v1 joints whose coordinates tell joint, axis, frame and person apart; none is missing. */
    public static Walk of(String person, int walk, int frames) {
        return of(new Take(person, walk), new Style(JointList.KINECT_V1, Geometry.K1, 30, 0, 0, 0), frames);
    }

    /** The same with all of its names and its style. */
    public static Walk of(Take take, Style style, int frames) {
        int joints = style.joints().joints();
        float[] xyz = new float[frames * joints * 3];
        for (int at = 0; at < xyz.length; at++) {
            xyz[at] = value(take, at / (joints * 3), at / 3 % joints, at % 3);
        }
        return new Walk(take, style, frames, Walk.Joints.of(xyz, style.joints()));
    }

    /** The coordinate of a fixture's joint: different for different arguments. */
    public static float value(Take take, int frame, int joint, int axis) {
        return 1 + joint * 0.01f + axis * 0.4f + frame * 0.001f + take.name().hashCode() % 1000 * 1e-6f;
    }

    /** All of an importer's walks. */
    static List<Walk> read(Importer importer) throws IOException {
        List<Walk> walks = new ArrayList<>();
        importer.read(walks::add);
        return walks;
    }

    /** Names of recordings an importer leaves out, with the reasons. */
    static List<String> skipped(Importer importer) throws IOException {
        List<String> skipped = new ArrayList<>();
        importer.read(new Importer.Sink() {
            @Override
            public void accept(Walk walk) {}

            @Override
            public void skipped(String recording, String why) {
                skipped.add(recording + ": " + why);
            }
        });
        return skipped;
    }

    /** A frame as it was recorded. */
    static float[] raw(Walk walk, int frame) {
        float[] xyz = new float[walk.style().joints().joints() * 3];
        walk.joints().copy(frame, FloatBuffer.wrap(xyz));
        return xyz;
    }

    /** A frame as a model reads it. */
    static float[] read(Walk walk, int frame, Order order, int joints) {
        float[] xyz = new float[joints * 3];
        walk.copy(frame, 1, order, joints, FloatBuffer.wrap(xyz));
        return xyz;
    }
}
