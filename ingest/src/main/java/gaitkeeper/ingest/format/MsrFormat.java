package gaitkeeper.ingest.format;

import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;

/**
 * MSR Action3D in real-world coordinates: twenty lines {@code x y z confidence} a frame, in an order of its own. Which of each pair
 * is left is not documented; by the toes (self-check A) it is the first: 551 of 560 recordings. Confidence 0 marks joints that were
 * guessed, not ones that are missing.
 */
final class MsrFormat implements MessageFormat {
    private static final int[] KINECT_V1 = {4, 8, 2, 1, 12, 16, 0, 5, 9, 6, 10, 7, 11, 13, 17, 14, 18, 15, 19, 3};
    private static final int INFERRED = 1;

    @Override
    public void read(byte[] document, int from, int to, PoseWriter out) {
        var text = new TextCursor(document, from, to);
        while (text.more()) {
            out.frame();
            out.body();
            for (int joint : KINECT_V1) {
                int line = text.line();
                out.place(joint, text.number(), text.number(), text.number());
                double confidence = text.number();
                if (confidence > 0) {
                    out.trust(joint, confidence);
                } else {
                    out.state(joint, INFERRED);
                }
                if (text.moreInLine()) {
                    throw text.bad("expected x, y, z and confidence alone in line " + line);
                }
            }
            end(out);
        }
    }

    /** A frame of zeros shows nobody. */
    private static void end(PoseWriter out) {
        if (!out.placed(0)) {
            return;
        }
        try {
            out.end("1", out.layout(Layout.KINECT_V1));
        } catch (MalformedException e) {
            out.refuse(e);
        }
    }
}
