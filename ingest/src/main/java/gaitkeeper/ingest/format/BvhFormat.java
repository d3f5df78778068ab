package gaitkeeper.ingest.format;

import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Biovision hierarchies: joints by name and forward kinematics. A BVH file gives neither unit nor sensor: the unit must be
 * configured, axes are taken as y up, right-handed (true for nearly all files; a turn about y changes nothing), and as a joint is
 * where its bone begins, {@code LeftArm} is the shoulder and {@code LeftUpLeg} the hip.
 */
final class BvhFormat implements MessageFormat {
    private static final int MOST_JOINTS = 512;
    private static final int MOST_FRAMES = 10_000_000;
    /** K25 slots by plain names of joints, with {@code l} and {@code r} for the sides. */
    private static final Map<String, Integer> SLOTS = Map.ofEntries(Map.entry("hips", 0), Map.entry("pelvis", 0),
            Map.entry("spine", 1), Map.entry("spine1", 1), Map.entry("neck", 2), Map.entry("head", 3),
            Map.entry("larm", 4), Map.entry("lshoulder", 4), Map.entry("lupperarm", 4), Map.entry("lforearm", 5),
            Map.entry("lelbow", 5), Map.entry("lhand", 6), Map.entry("lwrist", 6), Map.entry("rarm", 8),
            Map.entry("rshoulder", 8), Map.entry("rupperarm", 8), Map.entry("rforearm", 9), Map.entry("relbow", 9),
            Map.entry("rhand", 10), Map.entry("rwrist", 10), Map.entry("lupleg", 12), Map.entry("lhip", 12),
            Map.entry("lthigh", 12), Map.entry("lleg", 13), Map.entry("lknee", 13), Map.entry("lshin", 13),
            Map.entry("lfoot", 14), Map.entry("lankle", 14), Map.entry("ltoebase", 15), Map.entry("ltoe", 15),
            Map.entry("rupleg", 16), Map.entry("rhip", 16), Map.entry("rthigh", 16), Map.entry("rleg", 17),
            Map.entry("rknee", 17), Map.entry("rshin", 17), Map.entry("rfoot", 18), Map.entry("rankle", 18),
            Map.entry("rtoebase", 19), Map.entry("rtoe", 19), Map.entry("spine2", 20), Map.entry("spine3", 20),
            Map.entry("chest", 20));

    @Override
    public void read(byte[] document, int from, int to, PoseWriter out) {
        var text = new TextCursor(document, from, to);
        expect(text, "HIERARCHY");
        List<Joint> joints = new ArrayList<>();
        expect(text, "ROOT");
        readJoint(text, joints, -1, 0);
        expect(text, "MOTION");
        expect(text, "Frames:");
        int frames = text.whole("the number of frames", MOST_FRAMES);
        expect(text, "Frame");
        expect(text, "Time:");
        out.rate(1 / text.number());
        resolveSides(joints);
        if (joints.stream().filter(joint -> joint.slot >= 0).map(joint -> joint.slot).distinct().count() < 10) {
            throw new MalformedException(Reason.WRONG_JOINT_COUNT,
                    "fewer than ten joints have names that are known (Hips, LeftArm, LeftUpLeg, ..)");
        }
        for (int frame = 0; frame < frames; frame++) {
            readFrame(text, joints, out);
        }
    }

    /** One joint and where it is in the present frame. */
    private static final class Joint {
        private final String name;
        private final int parent;
        private final double[] offset = new double[3];
        private final double[] place = new double[3];
        private final double[] turn = new double[9];
        private String channels = "";
        private int slot = -1;

        Joint(String name, int parent) {
            this.name = name;
            this.parent = parent;
        }
    }

    private static void expect(TextCursor text, String word) {
        if (!text.word().equals(word)) {
            throw text.bad("expected " + word);
        }
    }

    private static void readJoint(TextCursor text, List<Joint> joints, int parent, int depth) {
        if (joints.size() == MOST_JOINTS || depth > 64) {
            throw new MalformedException(Reason.TOO_LARGE, "line " + text.line() + ": too many joints");
        }
        var joint = new Joint(plain(text.word()), parent);
        int index = joints.size();
        joints.add(joint);
        expect(text, "{");
        for (String word = text.word(); !word.equals("}"); word = text.word()) {
            switch (word) {
                case "OFFSET" -> {
                    for (int axis = 0; axis < 3; axis++) {
                        joint.offset[axis] = text.number();
                    }
                }
                case "CHANNELS" -> joint.channels = channels(text);
                case "JOINT" -> readJoint(text, joints, index, depth + 1);
                case "End" -> skipEnd(text);
                default -> throw text.bad("expected OFFSET, CHANNELS, JOINT, End or }");
            }
        }
    }

    private static void skipEnd(TextCursor text) {
        expect(text, "Site");
        expect(text, "{");
        expect(text, "OFFSET");
        for (int axis = 0; axis < 3; axis++) {
            text.number();
        }
        expect(text, "}");
    }

    /** Capital letters for positions, small ones for rotations, in order. */
    private static String channels(TextCursor text) {
        var channels = new StringBuilder();
        for (int left = text.whole("the number of channels", 6); left > 0; left--) {
            channels.append(switch (text.word()) {
                case "Xposition" -> 'X';
                case "Yposition" -> 'Y';
                case "Zposition" -> 'Z';
                case "Xrotation" -> 'x';
                case "Yrotation" -> 'y';
                case "Zrotation" -> 'z';
                default -> throw text.bad("expected a channel such as Xrotation");
            });
        }
        return channels.toString();
    }

    /** {@code mixamorig:LeftUpLeg}, {@code Left_Up_Leg}, {@code LUpLeg} are all {@code lupleg}. */
    private static String plain(String name) {
        String plain = name.substring(name.indexOf(':') + 1).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return plain.startsWith("left")
                ? "l" + plain.substring(4)
                : plain.startsWith("right") ? "r" + plain.substring(5) : plain;
    }

    /** Where both {@code LeftShoulder} and {@code LeftArm} are, the former is the collar. */
    private static void resolveSides(List<Joint> joints) {
        boolean collars = joints.stream()
                .anyMatch(joint -> joint.name.equals("larm") || joint.name.equals("lupperarm"));
        for (Joint joint : joints) {
            joint.slot = collars && joint.name.endsWith("shoulder") ? -1 : SLOTS.getOrDefault(joint.name, -1);
        }
    }

    private static void readFrame(TextCursor text, List<Joint> joints, PoseWriter out) {
        out.frame();
        out.body();
        for (Joint joint : joints) {
            move(text, joint, joint.parent < 0 ? null : joints.get(joint.parent));
            if (joint.slot >= 0 && !out.placed(joint.slot)) {
                out.place(joint.slot, joint.place[0], joint.place[1], joint.place[2]);
            }
        }
        try {
            out.end("1", Layout.KINECT_V2);
        } catch (MalformedException e) {
            out.refuse(e);
        }
    }

    private static void move(TextCursor text, Joint joint, @Nullable Joint parent) {
        double[] shift = joint.offset.clone();
        double[] turn = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        for (int i = 0; i < joint.channels.length(); i++) {
            char channel = joint.channels.charAt(i);
            double value = text.number();
            if (channel <= 'Z') {
                shift[channel - 'X'] = value;
            } else {
                turn = product(turn, about(channel - 'x', Math.toRadians(value)));
            }
        }
        double[] above = parent == null ? new double[]{1, 0, 0, 0, 1, 0, 0, 0, 1} : parent.turn;
        for (int row = 0; row < 3; row++) {
            joint.place[row] = (parent == null ? 0 : parent.place[row]) + above[row * 3] * shift[0]
                    + above[row * 3 + 1] * shift[1] + above[row * 3 + 2] * shift[2];
        }
        System.arraycopy(product(above, turn), 0, joint.turn, 0, 9);
    }

    private static double[] about(int axis, double angle) {
        double[] turn = new double[9];
        int b = (axis + 1) % 3;
        int c = (axis + 2) % 3;
        turn[axis * 4] = 1;
        turn[b * 4] = Math.cos(angle);
        turn[c * 4] = Math.cos(angle);
        turn[b * 3 + c] = -Math.sin(angle);
        turn[c * 3 + b] = Math.sin(angle);
        return turn;
    }

    private static double[] product(double[] a, double[] b) {
        double[] c = new double[9];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                for (int k = 0; k < 3; k++) {
                    c[row * 3 + column] += a[row * 3 + k] * b[k * 3 + column];
                }
            }
        }
        return c;
    }
}
