package gaitkeeper.ingest.format;

import gaitkeeper.core.Layout;
import gaitkeeper.ingest.json.NotJsonException;

/** Northwestern-UCLA: {@code {"file_name": .., "skeletons": [frame][20][x, y, z]}}. */
final class NwUclaFormat implements MessageFormat {
    @Override
    public void read(byte[] document, int from, int to, PoseWriter out) {
        JsonCursor.read(document, from, to, in -> {
            in.expectObject("a recording");
            for (String field = in.field(); field != null; field = in.field()) {
                if (field.equals("skeletons")) {
                    in.expectArray(field);
                    while (in.item()) {
                        out.frame();
                        in.body(out, cursor -> readBody(cursor, out));
                    }
                } else {
                    in.skip();
                }
            }
        });
    }

    private static void readBody(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectArray("a skeleton");
        int joint = 0;
        while (in.item()) {
            in.point("a joint");
            out.place(joint++, in.x, in.y, in.z);
        }
        out.end("1", out.layout(Layout.KINECT_V1), joint);
    }
}
