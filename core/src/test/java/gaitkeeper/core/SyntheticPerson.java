package gaitkeeper.core;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A person who faces the sensor, mid-hips at (0, 0, 2.5), trunk 0.477 m ({@code specs/skeleton-sources.md}, section 13), whose
 * joints are found by the names layouts give them: independent of the index lists under test.
 */
public final class SyntheticPerson {
    private static final double T = 0.477;
    private static final Map<String, double[]> PARTS = new HashMap<>();

    static {
        // Right side and middle: x to the sensor's left is the body's right, so that left hands have negative x.
        put("pelvis hipcenter hipcentro spinebase root midhip basespine waist hip", 0, 0, 2.535);
        put("spinenavel spinemid spine2 torso midspine spine", 0, 0.627 * T, 2.5 + 0.055 * T);
        put("spine1 spine3 spinechest", 0, 0.8 * T, 2.52);
        put("neck", 0, 1.236 * T, 2.5 + 0.011 * T);
        put("shouldercenter spineshoulder shoulderspine thorax", 0, 1.114 * T, 2.5);
        put("head", 0, 1.51 * T, 2.5 - 0.03 * T);
        put("neckbase", 0, 1.51 * T - 0.05, 2.5 - 0.03 * T);
        put("nose", 0, 1.5 * T, 2.38);
        put("none face", 0, 0, 0);
        side("clavicle collar", 0.05, 1.114 * T, 2.5);
        side("ear", 0.07, 1.51 * T, 2.5 - 0.03 * T);
        side("eye eyeinner eyeouter mouth", 0.03, 1.52 * T, 2.40);
        side("shoulder", 0.170, T, 2.5);
        side("elbow", 0.200, 0.22, 2.51);
        double[] wrist = {0.22, -0.02, 2.46};
        double[] hand = {0.22 + 0.15 * 0.02, -0.02 - 0.15 * 0.24, 2.46 - 0.15 * 0.05};
        beyond("wrist", wrist, hand, 0);
        beyond("hand", wrist, hand, 1);
        beyond("pinky index pinkyknuckle indexknuckle handindex1 handpinky1 knuckle", wrist, hand, 1.6);
        beyond("handtip middletip handmiddle4 fingertip tip", wrist, hand, 3);
        side("thumb thumbtip handthumb4", 0.20, -0.06, 2.43);
        side("hip#", 0.09, 0, 2.5);
        side("knee", 0.10, -0.42, 2.48);
        double shank = Math.hypot(0.40, 0.02);
        double[] ankle = {0.10, -0.82, 2.5};
        double[] foot = {0.10, -0.82 - 0.14 * shank, 2.5 - 0.26 * shank};
        beyond("ankle", ankle, foot, 0);
        beyond("foot", ankle, foot, 1);
        beyond("bigtoe smalltoe footindex", ankle, foot, 1 / 0.6);
        side("heel", 0.10, -0.86, 2.54);
    }

    private SyntheticPerson() {}

    private static void put(String names, double... xyz) {
        for (String name : names.split(" ", -1)) {
            PARTS.put(name, xyz);
        }
    }

    private static void side(String names, double x, double y, double z) {
        for (String name : names.split(" ", -1)) {
            String part = name.replace("#", "");
            PARTS.put("right" + part, new double[]{x, y, z});
            PARTS.put("left" + part, new double[]{-x, y, z});
        }
    }

    private static void beyond(String names, double[] from, double[] to, double share) {
        side(names, from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1]),
                from[2] + share * (to[2] - from[2]));
    }

    /** "left", "right" or "" for a joint of the middle. */
    public static String side(String joint) {
        String plain = joint.toLowerCase(Locale.ROOT);
        if (plain.startsWith("left") || plain.endsWith("left") || joint.matches("L[A-Z][a-z].*")) {
            return "left";
        }
        return plain.startsWith("right") || plain.endsWith("right") || joint.matches("R[A-Z][a-z].*") ? "right" : "";
    }

    /** Where a K25 slot is in the frame {@code KINECT}, metres. */
    public static double[] slot(int slot) {
        return joint(Layout.KINECT_V2, Skeleton.name(slot));
    }

    /** Where a joint of a layout is in the frame {@code KINECT}, metres. */
    public static double[] joint(Layout layout, String name) {
        String side = side(name);
        String plain = name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
        String part = name.matches("[LR][A-Z][a-z].*") ? plain.substring(1) : plain.replace(side, "");
        if (part.matches("hand\\d+") && layout == Layout.COCO_WHOLEBODY133) {
            part = finger(Integer.parseInt(part.substring(4)));
        } else if (part.matches("face\\d+")) {
            part = "face";
        } else if (part.equals("foot") && (layout == Layout.H36M17 || layout == Layout.ASTRA19)) {
            part = "ankle";
        }
        double[] at = PARTS.getOrDefault(side + part, PARTS.get(part));
        if (at == null) {
            throw new IllegalArgumentException(layout + " " + name + " -> " + side + part);
        }
        return at.clone();
    }

    private static String finger(int joint) {
        return switch (joint) {
            case 0 -> "wrist";
            case 4 -> "thumb";
            case 12 -> "tip";
            case 5, 9, 13, 17 -> "knuckle";
            default -> "hand";
        };
    }

    /** The whole body as a source of a layout, unit and frame sends it. */
    public static SourceJoints as(Layout layout, Axes axes, Unit unit) {
        var joints = new SourceJoints();
        for (int joint = 0; joint < layout.joints(); joint++) {
            double[] at = joint(layout, layout.jointNames().get(joint));
            float[] sent = axes.fromCanonical((float) at[0], (float) at[1], (float) at[2]);
            joints.place(joint, sent[0] / unit.metres(), sent[1] / unit.metres(), sent[2] / unit.metres());
        }
        return joints;
    }
}
