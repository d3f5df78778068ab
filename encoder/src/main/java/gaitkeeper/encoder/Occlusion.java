package gaitkeeper.encoder;

import gaitkeeper.core.Sequence;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.core.graph.BodyGraph;
import gaitkeeper.core.graph.BodyPart;
import gaitkeeper.core.graph.Scale;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A window as it might have been if a part of the body were anybody's: the part is that of each of the people in the bundle's
 * golden inputs in turn, with their build and their movement, hung where the part hangs and turned to where the body faces.
 */
final class Occlusion {
    /*
     * What "the model does not see the part" should mean is a choice (Covert, Lundberg and Lee, JMLR 2021). A part shrunk to the
     * joint it hangs from is a body that no model was made for: every score falls, whoever it is, and the fall tells of the
     * model's surprise. Bones of mean length keep the person's own movement, and a part held still has one that nobody has. Parts
     * of recorded people are in distribution and say nothing of this person; the mean over those people is the answer expected
     * of a body of which the part is not known. The golden inputs are at hand wherever the model is, are of its own geometry, and
     * make the answer the same in every process. They are few (six), so it is a rough mean.
     */
    private static final int ROOT = 0;
    private static final int HIP_LEFT = 12;
    private static final int HIP_RIGHT = 16;

    private final int frames;
    private final int joints;
    /** From the root outward: each after the one it hangs from. */
    private final int[] order;
    private final int[] parents;
    /** {@code [f, joints, 3]} each. */
    private final List<float[]> donors = new ArrayList<>();

    Occlusion(ModelBundle bundle) {
        ModelSpec spec = bundle.spec();
        frames = spec.frames();
        joints = spec.joints();
        parents = new int[joints];
        order = outward();
        ModelBundle.Golden golden = bundle.golden();
        for (int donor = 0; donor < golden.count(); donor++) {
            float[] body = new float[frames * joints * 3];
            golden.inputs().get(donor * body.length, body);
            donors.add(body);
        }
    }

    private int[] outward() {
        int[][] bones = BodyGraph.of(joints, Scale.JOINT).edges();
        int[] reached = new int[joints];
        int count = 1;
        Arrays.fill(parents, -1);
        for (int at = 0; at < count; at++) {
            for (int[] bone : bones) {
                int near = reached[at];
                int far = bone[0] == near ? bone[1] : bone[0];
                if ((bone[0] == near || bone[1] == near) && far != ROOT && parents[far] < 0) {
                    parents[far] = near;
                    reached[count++] = far;
                }
            }
        }
        return reached;
    }

    /** The window once for every donor of the part. */
    List<Sequence> without(BodyPart part, Sequence window) {
        boolean[] foreign = new boolean[joints];
        for (int joint : part.jointsOf(joints)) {
            foreign[joint] = true;
        }
        FloatBuffer own = FloatBuffer.allocate(frames * joints * 3);
        window.copyJoints(joints, own);
        return donors.stream()
                .map(donor -> window.withJoints(joints, FloatBuffer.wrap(mixed(own.array(), donor, foreign))))
                .toList();
    }

    private float[] mixed(float[] own, float[] donor, boolean[] foreign) {
        float[] mixed = own.clone();
        for (int frame = 0; frame < frames; frame++) {
            int base = frame * joints * 3;
            double turn = heading(own, base) - heading(donor, base);
            for (int joint : order) {
                if (joint != ROOT) {
                    hang(mixed, base + joint * 3, base + parents[joint] * 3, own, foreign[joint] ? donor : own,
                            foreign[joint] ? turn : 0);
                }
            }
        }
        return mixed;
    }

    /** Puts a joint as far from the one it hangs from as it is in {@code like}; one that the source did not send stays there. */
    private static void hang(float[] mixed, int joint, int parent, float[] own, float[] like, double turn) {
        boolean sent = own[joint] != own[parent] || own[joint + 1] != own[parent + 1]
                || own[joint + 2] != own[parent + 2];
        float[] from = sent ? like : own;
        double x = from[joint] - from[parent];
        double z = from[joint + 2] - from[parent + 2];
        mixed[joint] = (float) (mixed[parent] + x * Math.cos(turn) - z * Math.sin(turn));
        mixed[joint + 1] = mixed[parent + 1] + (from[joint + 1] - from[parent + 1]);
        mixed[joint + 2] = (float) (mixed[parent + 2] + x * Math.sin(turn) + z * Math.cos(turn));
    }

    /** Angle of the line through the hips about the vertical, radians. */
    private static double heading(float[] body, int base) {
        return Math.atan2(body[base + HIP_LEFT * 3 + 2] - body[base + HIP_RIGHT * 3 + 2],
                body[base + HIP_LEFT * 3] - body[base + HIP_RIGHT * 3]);
    }
}
