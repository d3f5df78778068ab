package gaitkeeper.recordings;

import gaitkeeper.core.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Text files of one frame each, a joint a row, comma separated: {@code id,x,y,z,..}. Rows beyond the last joint are ignored, as
 * in the published code.
 *
 * @param joints rows of a frame
 * @param stateColumn column of the tracking state (0 untracked, 1 inferred, 2 tracked), or -1 if there is none
 */
record FrameFile(int joints, int stateColumn) {
    /** BIWI's and IAS-Lab's {@code *skel.txt}. */
    static final FrameFile KINECT_V1 = new FrameFile(20, 6);
    /** KS20 after its conversion to text. */
    static final FrameFile KINECT_V2 = new FrameFile(25, -1);

    private static final int UNTRACKED = 0;
    private static final int TRACKED = 2;

    /**
     * Appends a file's frame.
     *
     * @return whether it is a frame to keep: no joint is untracked
     * @throws gaitkeeper.core.MalformedException with file and line of what is wrong
     */
    boolean read(Path file, Frames target) throws IOException {
        float[] xyz = new float[joints * 3];
        boolean tracked = true;
        int line = 0;
        // Latin-1 maps every byte, so that strange bytes fail as a wrong number with a line number.
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String text = lines.readLine(); line < joints && text != null; text = lines.readLine()) {
                line++;
                tracked &= row(new TextRow(file.toString(), line), text, xyz);
            }
        }
        if (line < joints) {
            throw new TextRow(file.toString(), line).malformed(Reason.WRONG_JOINT_COUNT,
                    "the file ends after " + line + " of " + joints + " joints");
        }
        if (tracked) {
            target.add(xyz);
        }
        return tracked;
    }

    private boolean row(TextRow row, String text, float[] xyz) {
        String[] cells = text.split(",", -1);
        int needed = Math.max(3, stateColumn) + 1;
        if (cells.length < needed) {
            throw row.malformed(Reason.BAD_FIELD,
                    "expected at least " + needed + " columns, found " + cells.length);
        }
        if (stateColumn >= 0) {
            int state = row.whole(cells[stateColumn], "the tracking state");
            if (state < UNTRACKED || state > TRACKED) {
                throw row.malformed(Reason.BAD_FIELD, "the tracking state must be 0, 1 or 2");
            }
            if (state == UNTRACKED) {
                return false;
            }
        }
        for (int axis = 0; axis < 3; axis++) {
            xyz[(row.line() - 1) * 3 + axis] = row.coordinate(cells[1 + axis]);
        }
        return true;
    }

    /** Column 0 of the first row: the person's number. */
    static int personOf(Path file) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            String first = lines.readLine();
            return new TextRow(file.toString(), 1).whole(first == null ? "" : first.split(",", -1)[0],
                    "column 0, the person's number,");
        }
    }

    /** Frames gathered one by one. */
    static final class Frames {
        private float[] xyz = new float[1 << 14];
        private int used;
        private int count;

        void add(float[] frame) {
            if (used + frame.length > xyz.length) {
                xyz = Arrays.copyOf(xyz, xyz.length * 2);
            }
            System.arraycopy(frame, 0, xyz, used, frame.length);
            used += frame.length;
            count++;
        }

        int count() {
            return count;
        }

        Walk walk(Take take, Style style) {
            return new Walk(take, style, count, Walk.Joints.of(Arrays.copyOf(xyz, used), style.joints()));
        }
    }
}
