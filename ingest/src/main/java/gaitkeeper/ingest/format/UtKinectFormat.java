package gaitkeeper.ingest.format;

import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;

/**
 * UTKinect-Action3D: lines of a frame number and 20 x (x, y, z). Numbers have gaps, which are gaps in time, and lines repeat; a repeated
 * frame is left out.
 */
final class UtKinectFormat implements MessageFormat {
    private static final Layout LAYOUT = Layout.KINECT_V1;
    private static final double PERIOD_NS = 1e9 / 30;
    private static final int MOST = 100_000_000;

    @Override
    public void read(byte[] document, int from, int to, PoseWriter out) {
        var text = new TextCursor(document, from, to);
        int last = -1;
        while (text.more()) {
            int number = text.whole("the frame's number", MOST);
            out.frame();
            out.deviceTime(number * PERIOD_NS);
            out.body();
            for (int joint = 0; joint < LAYOUT.joints(); joint++) {
                if (!text.moreInLine()) {
                    throw text.bad("expected a frame number and 20 x (x, y, z)");
                }
                out.place(joint, text.number(), text.number(), text.number());
            }
            if (text.moreInLine()) {
                throw text.bad("more than a frame number and 20 x (x, y, z)");
            }
            if (number > last) {
                end(out);
                last = number;
            }
        }
    }

    private static void end(PoseWriter out) {
        try {
            out.end("1", out.layout(LAYOUT));
        } catch (MalformedException e) {
            out.refuse(e);
        }
    }
}
