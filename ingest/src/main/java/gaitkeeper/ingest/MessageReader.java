package gaitkeeper.ingest;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NULL;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NUMBER_INT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import gaitkeeper.core.Frame;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.RawObject.Field;
import java.io.IOException;

/**
 * Walks the tokens of one document. A {@link MalformedException} ends the object it arose in, which is then skipped; an
 * {@link IOException} (not JSON) ends the document.
 */
final class MessageReader {
    private final JsonParser in;
    private final int base;
    private final Findings findings;
    private final RawMessage message;

    MessageReader(JsonParser in, int base, Findings findings) {
        this.in = in;
        this.base = base;
        this.findings = findings;
        this.message = findings.scratch();
    }

    void readAll() throws IOException {
        for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
            if (token == START_ARRAY) {
                while (in.nextToken() != END_ARRAY) {
                    readMessage();
                }
            } else {
                readMessage();
            }
        }
    }

    private void readMessage() throws IOException {
        message.clear(start());
        readObject(message, "a message", this::readMessageField);
        findings.add(message);
    }

    /** Reads the object that begins here to its end, whatever is in it. */
    private void readObject(RawObject object, String what, FieldReader fields) throws IOException {
        if (in.currentToken() == START_OBJECT) {
            int depth = depth();
            try {
                readFields(object, fields);
            } catch (MalformedException e) {
                object.problem = e;
                leave(depth);
            }
        } else {
            in.skipChildren();
            object.problem = badField(what + " must be a JSON object");
        }
        object.to = end();
    }

    private void readFields(RawObject object, FieldReader fields) throws IOException {
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            Field field = Field.of(name);
            // Null says the same as leaving the field out.
            if (in.nextToken() != VALUE_NULL) {
                object.see(field);
                fields.read(field);
            }
        }
    }

    private void readMessageField(Field field) throws IOException {
        switch (field) {
            case V -> message.version = readLong(field, Reason.UNKNOWN_VERSION);
            case SENSOR -> message.sensor = readText(field);
            case SOURCE -> message.source = readText(field);
            case SESSION -> message.session = readText(field);
            case EVENT_TIME_NS -> message.eventTimeNs = readTime(field);
            case CLOCK -> message.deviceClock = readClock(field);
            case GEOMETRY -> message.geometry = readText(field);
            case METRIC -> message.metric = readBoolean(field);
            case CONF_GIVEN -> message.confidenceGiven = readBoolean(field);
            case BODIES -> readBodies(field);
            case TRACK, JOINTS_M, CONF, FLAG, OTHER -> in.skipChildren();
        }
    }

    private void readBodies(Field field) throws IOException {
        enterArray(field);
        while (in.nextToken() != END_ARRAY) {
            if (message.bodies() == JsonFrames.MAX_BODIES) {
                in.skipChildren();
                message.surplusBodies++;
            } else {
                RawBody body = message.nextBody(start());
                readObject(body, "a body", bodyField -> readBodyField(bodyField, body));
            }
        }
    }

    private void readBodyField(Field field, RawBody body) throws IOException {
        switch (field) {
            case TRACK -> body.track = in.currentToken() == VALUE_NUMBER_INT ? in.getText() : readText(field);
            case JOINTS_M -> readJoints(field, body);
            case CONF -> readConfidences(field, body);
            case FLAG -> body.flags = readText(field);
            case V, SENSOR, SOURCE, SESSION, EVENT_TIME_NS, CLOCK, GEOMETRY, METRIC, CONF_GIVEN, BODIES, OTHER -> in
                    .skipChildren();
        }
    }

    private void readJoints(Field field, RawBody body) throws IOException {
        enterArray(field);
        for (JsonToken token = in.nextToken(); token != END_ARRAY; token = in.nextToken()) {
            if (token == VALUE_NULL || !body.keepsJoint()) {
                in.skipChildren();
                body.addAbsentJoint();
            } else {
                readJoint(body, token);
            }
        }
    }

    private void readJoint(RawBody body, JsonToken token) throws IOException {
        if (token != START_ARRAY) {
            throw badJoint(body);
        }
        float x = readCoordinate(body);
        float y = readCoordinate(body);
        float z = readCoordinate(body);
        if (in.nextToken() != END_ARRAY) {
            throw badJoint(body);
        }
        body.addJoint(x, y, z);
    }

    private float readCoordinate(RawBody body) throws IOException {
        if (!in.nextToken().isNumeric()) {
            throw badJoint(body);
        }
        double value = in.getDoubleValue();
        // Written so that NaN fails too.
        if (!(Math.abs(value) <= Frame.MAX_COORDINATE)) {
            throw badNumber("joints_m", body.jointCount(), value,
                    "lies outside ±100 m; send metres");
        }
        return (float) value;
    }

    private void readConfidences(Field field, RawBody body) throws IOException {
        enterArray(field);
        for (JsonToken token = in.nextToken(); token != END_ARRAY; token = in.nextToken()) {
            if (token == VALUE_NULL) {
                body.addConfidence(0);
            } else if (token.isNumeric()) {
                body.addConfidence(readConfidence(body.confidenceCount()));
            } else {
                throw badField("conf[" + body.confidenceCount() + "] must be a number from 0 to 1");
            }
        }
    }

    private float readConfidence(int index) throws IOException {
        double value = in.getDoubleValue();
        if (!(value >= 0 && value <= 1)) {
            throw badNumber("conf", index, value, "lies outside 0..1; scale it");
        }
        return (float) value;
    }

    private long readTime(Field field) throws IOException {
        if (in.currentToken() != VALUE_STRING) {
            return readLong(field, Reason.BAD_TIME);
        }
        String digits = in.getText();
        if (!isInteger(digits)) {
            throw badField("event_time_ns must be an integer");
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            throw tooLong(field, Reason.BAD_TIME);
        }
    }

    private long readLong(Field field, Reason ifTooLong) throws IOException {
        if (in.currentToken() != VALUE_NUMBER_INT) {
            throw badField(field.id() + " must be an integer");
        }
        return switch (in.getNumberType()) {
            case INT, LONG -> in.getLongValue();
            default -> throw tooLong(field, ifTooLong);
        };
    }

    private String readText(Field field) throws IOException {
        if (in.currentToken() != VALUE_STRING) {
            throw badField(field.id() + " must be a text");
        }
        return in.getText();
    }

    private boolean readBoolean(Field field) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw badField(field.id() + " must be true or false");
        };
    }

    private boolean readClock(Field field) throws IOException {
        return switch (readText(field)) {
            case "device" -> true;
            case "host" -> false;
            default -> throw badField("clock must be device or host");
        };
    }

    private void enterArray(Field field) {
        if (in.currentToken() != START_ARRAY) {
            throw badField(field.id() + " must be an array");
        }
    }

    private void leave(int depth) throws IOException {
        while (depth() >= depth) {
            in.nextToken();
        }
    }

    private int depth() {
        return in.getParsingContext().getNestingDepth();
    }

    private int start() {
        return base + (int) in.currentTokenLocation().getByteOffset();
    }

    private int end() {
        return base + (int) in.currentLocation().getByteOffset();
    }

    private static boolean isInteger(String text) {
        int first = text.startsWith("-") ? 1 : 0;
        return text.length() > first && text.chars().skip(first).allMatch(c -> c >= '0' && c <= '9');
    }

    private static MalformedException badField(String message) {
        return new MalformedException(Reason.BAD_FIELD, message);
    }

    private static MalformedException badJoint(RawBody body) {
        return badField("joints_m[" + body.jointCount() + "] must be three numbers [x, y, z], or null if missing");
    }

    private static MalformedException badNumber(String field, int index, double value, String outside) {
        String what = field + "[" + index + "] ";
        return Double.isFinite(value)
                ? new MalformedException(Reason.OUT_OF_RANGE, what + outside)
                : new MalformedException(Reason.NOT_FINITE, what + "is NaN or infinite; send null if missing");
    }

    private static MalformedException tooLong(Field field, Reason reason) {
        return new MalformedException(reason, field.id() + " does not fit into 64 bits");
    }

    /** Reads the value of one field. */
    @FunctionalInterface
    private interface FieldReader {
        void read(Field field) throws IOException;
    }
}
