package gaitkeeper.ingest.format;

import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;

/** NTU RGB+D: frames, bodies, per body ten numbers, the joint count and twelve numbers a joint. */
final class NtuFormat implements MessageFormat {
    private static final int MOST_FRAMES = 1_000_000;
    private static final int MOST_BODIES = 64;
    private static final int STATE = 9;
    private static final int JOINT_NUMBERS = 12;

    @Override
    public void read(byte[] document, int from, int to, PoseWriter out) {
        var text = new TextCursor(document, from, to);
        int frames = text.whole("the number of frames", MOST_FRAMES);
        for (int frame = 0; frame < frames; frame++) {
            out.frame();
            int bodies = text.whole("the number of bodies", MOST_BODIES);
            for (int body = 0; body < bodies; body++) {
                readBody(text, out);
            }
        }
    }

    private static void readBody(TextCursor text, PoseWriter out) {
        out.body();
        String track = text.word();
        double state = 0;
        for (int i = 1; i <= STATE; i++) {
            state = text.number();
        }
        int joints = text.whole("the number of joints", Layout.KINECT_V2.joints());
        for (int joint = 0; joint < joints; joint++) {
            out.place(joint, text.number(), text.number(), text.number());
            double last = 2;
            for (int i = 3; i < JOINT_NUMBERS; i++) {
                last = text.number();
            }
            out.state(joint, (int) last);
        }
        if (state != 0) {
            try {
                out.end(track, out.layout(Layout.KINECT_V2), joints);
            } catch (MalformedException e) {
                out.refuse(e);
            }
        }
    }
}
