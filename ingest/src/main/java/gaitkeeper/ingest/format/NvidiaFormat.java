package gaitkeeper.ingest.format;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.json.NotJsonException;

/**
 * NVIDIA perception as JSON: the minimal form, whose objects are texts divided by bars, and the form of {@code nv.schema}, whose
 * objects are objects with {@code pose} or {@code pose3D}.
 */
final class NvidiaFormat implements MessageFormat {
    @Override
    public void read(byte[] document, int from, int to, PoseWriter out) {
        JsonCursor.readFrames(document, from, to, in -> readFrame(in, out));
    }

    private static void readFrame(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectObject("a frame");
        out.frame();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "@timestamp", "timestamp" -> in.guarded(out,
                        cursor -> out.epochTime(NvidiaBody.time(cursor.text("timestamp"))));
                case "sensorId" -> out.sensor(in.text(field));
                case "objects" -> readObjects(in, out);
                default -> in.skip();
            }
        }
    }

    private static void readObjects(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.bodies("objects", out, cursor -> {
            if (cursor.isText()) {
                readText(cursor.text("an object"), out);
            } else {
                readObject(cursor, out);
            }
        });
    }

    /** {@code id|leftX|topY|rightX|bottomY|type|#|..|#|pose3D|nose,x,y,z,c|..}; objects without a pose are no bodies. */
    private static void readText(String text, PoseWriter out) {
        int bar = text.indexOf('|');
        if (bar <= 0) {
            throw JsonCursor.bad("an object must begin with its id and a bar");
        }
        int section = sectionOf(text, "pose");
        if (section < 0) {
            return;
        }
        int at = text.indexOf('|', section);
        int end = text.indexOf("|#|", section);
        int stop = end < 0 ? text.length() : end;
        NvidiaBody.require3d(text.substring(section, at < 0 ? stop : Math.min(at, stop)));
        while (at >= 0 && at < stop) {
            int next = text.indexOf('|', at + 1);
            readPoint(text, at + 1, next < 0 || next > stop ? stop : next, out);
            at = next;
        }
        NvidiaBody.end(out, text.substring(0, bar));
    }

    private static int sectionOf(String text, String prefix) {
        for (int at = text.indexOf("|#|"); at >= 0; at = text.indexOf("|#|", at + 2)) {
            if (text.startsWith(prefix, at + 3)) {
                return at + 3;
            }
        }
        return -1;
    }

    private static void readPoint(String text, int from, int to, PoseWriter out) {
        int[] commas = new int[4];
        int comma = from - 1;
        for (int i = 0; i < 4; i++) {
            comma = text.indexOf(',', comma + 1);
            if (comma < 0 || comma >= to) {
                throw new MalformedException(Reason.BAD_FIELD, "a key point must be name,x,y,z,confidence");
            }
            commas[i] = comma;
        }
        NvidiaBody.place(out, text.substring(from, commas[0]), number(text, commas[0], commas[1]),
                number(text, commas[1], commas[2]), number(text, commas[2], commas[3]), number(text, commas[3], to));
    }

    private static double number(String text, int comma, int to) {
        try {
            return Double.parseDouble(text.substring(comma + 1, to));
        } catch (NumberFormatException _) {
            throw JsonCursor.bad("a key point has something that is no number");
        }
    }

    private static void readObject(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectObject("an object");
        String id = "";
        boolean posed = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "id", "object_id" -> id = in.text(field);
                case "pose" -> posed |= readPose(in, out);
                case "pose3D" -> {
                    readByName(in, out);
                    posed = true;
                }
                default -> in.skip();
            }
        }
        if (posed) {
            NvidiaBody.end(out, id);
        }
    }

    private static boolean readPose(JsonCursor in, PoseWriter out) throws NotJsonException {
        if (in.isNull()) {
            return false;
        }
        in.expectObject("pose");
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "type" -> NvidiaBody.require3d(in.text(field));
                case "keypoints" -> {
                    in.items(field, one -> readKeypoint(one, out));
                }
                default -> in.skip();
            }
        }
        return true;
    }

    private static void readKeypoint(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectObject("a key point");
        String name = "";
        boolean placed = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "name" -> name = in.text(field);
                case "coordinates" -> {
                    in.point(field);
                    placed = true;
                }
                default -> in.skip();
            }
        }
        if (placed) {
            NvidiaBody.place(out, name, in.x, in.y, in.z, Double.isNaN(in.confidence) ? 1 : in.confidence);
        }
    }

    /** {@code {"left-shoulder": {x, y, z, confidence}}}: what the message broker of DeepStream gets. */
    private static void readByName(JsonCursor in, PoseWriter out) throws NotJsonException {
        in.expectObject("pose3D");
        for (String name = in.field(); name != null; name = in.field()) {
            in.expectObject("a key point");
            double x = Double.NaN;
            double y = Double.NaN;
            double z = Double.NaN;
            double confidence = 1;
            for (String field = in.field(); field != null; field = in.field()) {
                switch (field) {
                    case "x" -> x = in.number(field);
                    case "y" -> y = in.number(field);
                    case "z" -> z = in.number(field);
                    case "confidence" -> confidence = in.number(field);
                    default -> in.skip();
                }
            }
            NvidiaBody.place(out, name, x, y, z, confidence);
        }
    }
}
