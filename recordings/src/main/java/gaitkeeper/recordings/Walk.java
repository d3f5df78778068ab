package gaitkeeper.recordings;

import gaitkeeper.core.Frame;
import gaitkeeper.core.JointMap;
import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Skeleton;
import gaitkeeper.core.SourceJoints;
import java.nio.FloatBuffer;
import java.util.Objects;
import java.util.Optional;

/**
 * One recording of one person: a walk, usually. Frames are read when asked for.
 *
 * @param take which recording of whom
 * @param style how it was made
 * @param frames number of frames, 1 or more
 * @param joints where the frames are read
 */
public record Walk(Take take, Style style, int frames, Joints joints) {
    /**
     * Checks that the walk is not empty.
     *
     * @throws MalformedException if it has no frame, or not whole runs of frames
     */
    public Walk {
        if (frames < 1) {
            throw new MalformedException(Reason.BAD_BYTES, "walk " + take.name() + " has no frames");
        }
        if (style.run() > 0 && frames % style.run() != 0) {
            throw new MalformedException(Reason.BAD_BYTES, "walk " + take.name() + " has " + frames
                    + " frames, which are no whole runs of " + style.run());
        }
    }

    /** Name of the person in the recordings. */
    public String person() {
        return take.person();
    }

    /** Number of the walk among the person's. */
    public int walk() {
        return take.walk();
    }

    /** Unique in a recording, such as {@code p001-w2}. */
    public String name() {
        return take.name();
    }

    /**
     * Makes one frame. A recording has no clock of its own, so the caller gives the times. A joint at exactly (0,0,0) is one
     * the sensor did not have: missing.
     *
     * @param index 0 to {@link #frames()} - 1
     * @param eventTimeNs nanoseconds since the epoch, 0 or more
     * @param receivedNs nanoseconds since the epoch
     * @throws IndexOutOfBoundsException if there is no such frame
     * @throws MalformedException if the live path does not know these joints, or the frame is empty
     */
    public Frame frame(int index, long eventTimeNs, long receivedNs) {
        Optional<Frame> made = joints.made(Objects.checkIndex(index, frames));
        if (made.isPresent()) {
            return made.get().at(eventTimeNs, receivedNs);
        }
        Layout layout = style.joints().layout().orElseThrow(() -> new MalformedException(Reason.UNKNOWN_LAYOUT,
                "walk " + name() + " holds " + style.joints() + ", which no sensor sends; it cannot be replayed"));
        var source = new SourceJoints();
        float[] xyz = read(index);
        for (int joint = 0; joint < layout.joints(); joint++) {
            source.place(joint, xyz[joint * 3], xyz[joint * 3 + 1], xyz[joint * 3 + 2]);
            if (source.atOrigin(joint)) {
                source.miss(joint);
            }
        }
        Frame.Builder frame = Frame.builder(layout, style.geometry()).times(eventTimeNs, receivedNs).source(true, false,
                false);
        JointMap.of(layout).write(source, frame);
        return frame.build();
    }

    /** One frame in the order of the list: J x 3, metres. */
    private float[] read(int index) {
        float[] xyz = new float[style.joints().joints() * 3];
        joints.copy(Objects.checkIndex(index, frames), FloatBuffer.wrap(xyz));
        return xyz;
    }

    /**
     * Appends frames as a model reads them: {@code [count, J, 3]}, metres, not centred. In {@link Order#BODY} they are what
     * {@link gaitkeeper.core.Sequence#copyJoints} would give for the same frames sent through the live path.
     *
     * @param from first frame
     * @param count number of frames
     * @param model J of the model: 20, 25 or 14
     * @throws MalformedException if the recording does not have these joints
     * @throws IndexOutOfBoundsException if there are no such frames
     */
    public void copy(int from, int count, Order order, int model, FloatBuffer target) {
        Objects.checkFromIndexSize(from, count, frames);
        int[] picked = JointPicker.pick(style.joints(), order, model);
        for (int index = from; index < from + count; index++) {
            float[] xyz = read(index);
            if (order == Order.BODY && style.joints().layout().isPresent() && anyMissing(xyz)) {
                copyFilled(frame(index, 0, 0), model, target);
                continue;
            }
            for (int joint : picked) {
                target.put(xyz, joint * 3, 3);
            }
        }
    }

    private static boolean anyMissing(float[] xyz) {
        for (int at = 0; at < xyz.length; at += 3) {
            if (xyz[at] == 0 && xyz[at + 1] == 0 && xyz[at + 2] == 0) {
                return true;
            }
        }
        return false;
    }

    /** A frame with holes goes the way of the live path, which gives a missing joint its parent's place. */
    private static void copyFilled(Frame frame, int model, FloatBuffer target) {
        for (int slot = 0; slot < model; slot++) {
            int k25 = model == Skeleton.K20 ? Skeleton.k25SlotOf(slot) : slot;
            target.put(frame.joint(k25, 0)).put(frame.joint(k25, 1)).put(frame.joint(k25, 2));
        }
    }

    /**
     * The same walk without its first and last frames.
     *
     * @param head frames to drop at the start, 0 or more
     * @param tail frames to drop at the end, 0 or more
     * @throws MalformedException if no frame is left
     */
    public Walk trimmed(int head, int tail) {
        if (head < 0 || tail < 0 || (long) frames - head - tail < 1) {
            throw new MalformedException(Reason.BAD_FIELD, "walk " + name() + " has " + frames + " frames; dropping "
                    + head + " and " + tail + " at its ends must leave at least one");
        }
        return head + tail == 0
                ? this
                : new Walk(take, style.clipped(), frames - head - tail,
                        (index, target) -> joints.copy(index + head, target));
    }

    /**
     * The same walk without the frames that the published protocol drops.
     *
     * @throws MalformedException if no frame is left
     */
    public Walk clipped() {
        return trimmed(style.head(), style.tail());
    }

    /** Frames that are left when the published protocol's are dropped: 0 or more. */
    public int clippedFrames() {
        return Math.max(0, frames - style.head() - style.tail());
    }

    /** Where the frames of a walk are read. Safe for use by several threads. */
    @FunctionalInterface
    public interface Joints {
        /** Appends a frame: J x 3 floats in metres, in the order of the walk's {@link JointList}. */
        void copy(int index, FloatBuffer target);

        /** The frame itself, where it was made already and says more than coordinates do. */
        default Optional<Frame> made(int index) {
            return Optional.empty();
        }

        /** Frames held in memory, one after the other. The array is not copied. */
        static Joints of(float[] xyz, JointList list) {
            int width = list.joints() * 3;
            return (index, target) -> target.put(xyz, index * width, width);
        }
    }
}
