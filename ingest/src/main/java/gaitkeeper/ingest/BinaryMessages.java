package gaitkeeper.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import gaitkeeper.core.Geometry;
import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.SourceJoints;
import gaitkeeper.ingest.RawObject.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Walks the messages of one document in binary form: the fields of canonical JSON under their numbers, {@link MessageReader}'s twin.
 * What is wrong inside a message ends that message and no other, as its head says where the next one begins.
 */
final class BinaryMessages {
    /*
     * Little endian. A text is its length (u8) and so many ASCII characters.
     *
     *     0          3         4        8               16       17         18     19         20
     *     +----------+---------+--------+---------------+--------+----------+------+----------+--------------+---------------+
     *     |"GKF"     |version  |bytes   |event time ns  |source  |geometry  |bits  |bodies n  |sensor, text  |session, text  |
     *     |          |u8 = 1   |u32     |i64            |u8      |u8        |u8    |u8        |              |may be empty   |
     *     +----------+---------+--------+---------------+--------+----------+------+----------+--------------+---------------+
     *
     *     n times  +----------+------+-------------+-----------------+-------------------+-------------------+
     *              |joints J  |parts |track, text  |J x (x,y,z) f32  |J x confidence u8, |J x flag, ASCII    |
     *              |u8        |u8    |             |metres           |255 = 1, if parts&1|ODIM, if parts&2   |
     *              +----------+------+-------------+-----------------+-------------------+-------------------+
     *
     * bytes: of the whole message with its head; source, geometry: the codes of Layout and Geometry, geometry 0: as the source;
     * bits: 1 = metric, 2 = confidences are the source's own, 4 = the time is the device's clock.
     */
    static final int METRIC = 1;
    static final int CONFIDENCE_GIVEN = 2;
    static final int DEVICE_CLOCK = 4;
    static final int CONFIDENCES = 1;
    static final int FLAGS = 2;

    /** What a message begins with; its version follows. */
    static final byte[] MAGIC = {'G', 'K', 'F'};
    static final int VERSION_AT = MAGIC.length;
    static final int LENGTH_AT = 4;
    static final int TIME_AT = 8;
    static final int SOURCE_AT = 16;
    static final int GEOMETRY_AT = 17;
    static final int BITS_AT = 18;
    static final int BODIES_AT = 19;
    /** Length of a message's head up to the texts. */
    static final int HEAD = 20;

    private static final int KNOWN_BITS = METRIC | CONFIDENCE_GIVEN | DEVICE_CLOCK;
    private static final int KNOWN_PARTS = CONFIDENCES | FLAGS;
    private static final int JOINT_BYTES = 3 * Float.BYTES;

    private final ByteBuffer in;
    private final Findings findings;
    private final RawMessage message;

    BinaryMessages(byte[] document, Findings findings) {
        this.in = ByteBuffer.wrap(document).order(ByteOrder.LITTLE_ENDIAN);
        this.findings = findings;
        this.message = findings.scratch();
    }

    /** Whether a document is of this form; no JSON begins so. */
    static boolean begin(byte[] document) {
        return begins(document, 0);
    }

    private static boolean begins(byte[] bytes, int at) {
        return bytes.length - at >= MAGIC.length
                && Arrays.equals(bytes, at, at + MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /** Reads the document to its end, or to where no message begins. */
    void readAll() {
        while (in.hasRemaining()) {
            int end;
            try {
                end = end();
            } catch (MalformedException e) {
                findings.brokenOff(in.position(), in.capacity(), e);
                return;
            }
            read(end);
        }
    }

    /** Where the message that begins here ends. */
    private int end() {
        int from = in.position();
        int left = in.remaining();
        if (left < HEAD || !begins(in.array(), from)) {
            throw bad("no message begins at byte " + from + ": it would say GKF and have at least " + HEAD
                    + " bytes more than its texts");
        }
        int length = in.getInt(from + LENGTH_AT);
        if (length < HEAD || length > left) {
            throw bad("the message at byte " + from + " says it has " + Integer.toUnsignedString(length)
                    + " bytes, of " + left + " that are there");
        }
        return from + length;
    }

    private void read(int end) {
        message.clear(in.position());
        message.to = end;
        in.limit(end);
        try {
            readHead();
        } catch (MalformedException e) {
            message.problem = e;
        }
        in.limit(in.capacity()).position(end);
        findings.add(message);
    }

    private void readHead() {
        int from = in.position();
        message.see(Field.V);
        message.version = unsigned(from + VERSION_AT);
        if (message.version != CanonicalFrames.VERSION) {
            // Findings says so; what follows may be laid out otherwise.
            return;
        }
        message.see(Field.EVENT_TIME_NS);
        message.eventTimeNs = in.getLong(from + TIME_AT);
        message.source = Layout.ofCode(unsigned(from + SOURCE_AT)).id();
        int geometry = unsigned(from + GEOMETRY_AT);
        message.geometry = geometry == 0 ? null : Geometry.ofCode(geometry).id();
        int bits = known("bits", unsigned(from + BITS_AT), KNOWN_BITS);
        message.metric = (bits & METRIC) != 0;
        message.confidenceGiven = (bits & CONFIDENCE_GIVEN) != 0;
        message.deviceClock = (bits & DEVICE_CLOCK) != 0;
        in.position(from + HEAD);
        message.sensor = text("sensor");
        String session = text("session");
        message.session = session.isEmpty() ? null : session;
        readBodies(unsigned(from + BODIES_AT));
    }

    private void readBodies(int bodies) {
        message.see(Field.BODIES);
        for (int body = 0; body < bodies; body++) {
            if (body < CanonicalFrames.MAX_BODIES) {
                readBody(message.nextBody(in.position()));
            } else {
                in.position(bodyEnd());
                message.surplusBodies++;
            }
        }
        if (in.hasRemaining()) {
            throw bad("the message goes on for " + in.remaining() + " bytes after its last body");
        }
    }

    private void readBody(RawBody body) {
        int end = bodyEnd();
        body.to = end;
        try {
            readParts(body);
        } catch (MalformedException e) {
            body.problem = e;
        }
        in.position(end);
    }

    /** Where the body that begins here ends; it may be told before any of it is read. */
    private int bodyEnd() {
        int from = in.position();
        if (in.remaining() < 3) {
            throw cut("a body");
        }
        int joints = unsigned(from);
        int parts = known("parts", unsigned(from + 1), KNOWN_PARTS);
        int length = 3 + unsigned(from + 2) + joints * (JOINT_BYTES + Integer.bitCount(parts));
        if (length > in.remaining()) {
            throw cut("a body");
        }
        return from + length;
    }

    private void readParts(RawBody body) {
        int joints = Byte.toUnsignedInt(in.get());
        int parts = Byte.toUnsignedInt(in.get());
        body.see(Field.TRACK);
        body.track = text("track");
        body.see(Field.JOINTS_M);
        if (joints > SourceJoints.MAX) {
            throw new MalformedException(Reason.WRONG_JOINT_COUNT,
                    joints + " joints; no source has more than " + SourceJoints.MAX);
        }
        for (int joint = 0; joint < joints; joint++) {
            body.addJoint(body.coordinate(in.getFloat()), body.coordinate(in.getFloat()),
                    body.coordinate(in.getFloat()));
        }
        if ((parts & CONFIDENCES) != 0) {
            body.see(Field.CONF);
            for (int joint = 0; joint < joints; joint++) {
                body.addConfidence(Byte.toUnsignedInt(in.get()) / 255f);
            }
        }
        if ((parts & FLAGS) != 0) {
            body.see(Field.FLAG);
            body.flags = ascii(joints);
        }
    }

    private String text(String field) {
        if (!in.hasRemaining()) {
            throw cut(field);
        }
        int length = Byte.toUnsignedInt(in.get());
        if (length > in.remaining()) {
            throw cut(field);
        }
        return ascii(length);
    }

    /** Characters as they are: what a text may hold is checked where it is used. */
    private String ascii(int length) {
        int from = in.position();
        in.position(from + length);
        return new String(in.array(), from, length, ISO_8859_1);
    }

    private int unsigned(int at) {
        return Byte.toUnsignedInt(in.get(at));
    }

    private static int known(String field, int bits, int known) {
        if ((bits & ~known) != 0) {
            throw bad("unknown " + field + " " + bits);
        }
        return bits;
    }

    private static MalformedException cut(String what) {
        return bad("the message ends inside " + what);
    }

    private static MalformedException bad(String message) {
        return new MalformedException(Reason.BAD_BYTES, message);
    }
}
