package gaitkeeper.ingest.format;

import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.nio.charset.StandardCharsets;

/** KGBD text: a joint a line, {@code Name;x;y;z}; a frame begins at each {@code Head}. */
final class KgbdFormat implements MessageFormat {
    private static final Layout LAYOUT = Layout.KGBD_RAW20;
    private static final byte[][] NAMES = LAYOUT.jointNames().stream()
            .map(name -> name.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);

    @Override
    public void read(byte[] document, int from, int to, PoseWriter out) {
        var text = new TextCursor(document, from, to);
        int joint = 0;
        while (text.more()) {
            int expected = joint % LAYOUT.joints();
            if (!text.skipWord(NAMES[expected])) {
                throw new MalformedException(Reason.BAD_FIELD, "line " + text.line() + ": expected "
                        + LAYOUT.jointNames().get(expected) + "; the joints must come in KGBD's order");
            }
            if (expected == 0) {
                out.frame();
                out.body();
            }
            out.place(expected, text.number(), text.number(), text.number());
            joint++;
            if (expected == LAYOUT.joints() - 1) {
                end(out);
            }
        }
        if (joint % LAYOUT.joints() != 0) {
            throw text.bad("the last frame is cut short");
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
