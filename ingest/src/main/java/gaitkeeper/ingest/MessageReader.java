package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.RawObject.Field;
import gaitkeeper.ingest.json.JsonTokens.Token;
import gaitkeeper.ingest.json.JsonTokens;
import gaitkeeper.ingest.json.NotJsonException;

/**
 * Walks the tokens of one document. A {@link MalformedException} ends the object it arose in, which is then skipped; a
 * {@link NotJsonException} ends the document.
 */
final class MessageReader {
    private final JsonTokens in;
    private final Findings findings;
    private final RawMessage message;

    MessageReader(JsonTokens in, Findings findings) {
        this.in = in;
        this.findings = findings;
        this.message = findings.scratch();
    }

    void readAll() throws NotJsonException {
        for (Token token = in.next(); token != Token.END; token = in.next()) {
            if (token == Token.ARRAY) {
                while (in.next() != Token.END_ARRAY) {
                    readMessage();
                }
            } else {
                readMessage();
            }
        }
    }

    private void readMessage() throws NotJsonException {
        message.clear(in.from());
        readObject(message, "a message", this::readMessageField);
        findings.add(message);
    }

    /** Reads the object that begins here to its end, whatever is in it. */
    private void readObject(RawObject object, String what, FieldReader fields) throws NotJsonException {
        if (in.token() == Token.OBJECT) {
            int depth = in.depth();
            try {
                readFields(object, fields);
            } catch (MalformedException e) {
                object.problem = e;
                leave(depth);
            }
        } else {
            in.skip();
            object.problem = badField(what + " must be a JSON object");
        }
        object.to = in.to();
    }

    private void readFields(RawObject object, FieldReader fields) throws NotJsonException {
        while (in.next() == Token.NAME) {
            Field field = Field.of(in.text());
            // Null says the same as leaving the field out.
            if (in.next() != Token.NULL) {
                object.see(field);
                fields.read(field);
            }
        }
    }

    private void readMessageField(Field field) throws NotJsonException {
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
            case TRACK, JOINTS_M, CONF, FLAG, OTHER -> in.skip();
        }
    }

    private void readBodies(Field field) throws NotJsonException {
        enterArray(field);
        while (in.next() != Token.END_ARRAY) {
            if (message.bodies() == CanonicalFrames.MAX_BODIES) {
                in.skip();
                message.surplusBodies++;
            } else {
                RawBody body = message.nextBody(in.from());
                readObject(body, "a body", bodyField -> readBodyField(bodyField, body));
            }
        }
    }

    private void readBodyField(Field field, RawBody body) throws NotJsonException {
        switch (field) {
            case TRACK -> body.track = in.token() == Token.INTEGER ? in.text() : readText(field);
            case JOINTS_M -> readJoints(field, body);
            case CONF -> readConfidences(field, body);
            case FLAG -> body.flags = readText(field);
            case V, SENSOR, SOURCE, SESSION, EVENT_TIME_NS, CLOCK, GEOMETRY, METRIC, CONF_GIVEN, BODIES, OTHER -> in
                    .skip();
        }
    }

    private void readJoints(Field field, RawBody body) throws NotJsonException {
        enterArray(field);
        for (Token token = in.next(); token != Token.END_ARRAY; token = in.next()) {
            if (token == Token.NULL || !body.keepsJoint()) {
                in.skip();
                body.addAbsentJoint();
            } else {
                readJoint(body, token);
            }
        }
    }

    private void readJoint(RawBody body, Token token) throws NotJsonException {
        if (token != Token.ARRAY) {
            throw badJoint(body);
        }
        float x = readCoordinate(body);
        float y = readCoordinate(body);
        float z = readCoordinate(body);
        if (in.next() != Token.END_ARRAY) {
            throw badJoint(body);
        }
        body.addJoint(x, y, z);
    }

    private float readCoordinate(RawBody body) throws NotJsonException {
        if (!isNumber(in.next())) {
            throw badJoint(body);
        }
        return body.coordinate(in.number());
    }

    private void readConfidences(Field field, RawBody body) throws NotJsonException {
        enterArray(field);
        for (Token token = in.next(); token != Token.END_ARRAY; token = in.next()) {
            if (token == Token.NULL) {
                body.addConfidence(0);
            } else if (isNumber(token)) {
                body.addConfidence(in.number());
            } else {
                throw badField("conf[" + body.confidenceCount() + "] must be a number from 0 to 1");
            }
        }
    }

    private long readTime(Field field) throws NotJsonException {
        if (in.token() != Token.TEXT) {
            return readLong(field, Reason.BAD_TIME);
        }
        String digits = in.text();
        if (!isInteger(digits)) {
            throw badField("event_time_ns must be an integer");
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            throw tooLong(field, Reason.BAD_TIME);
        }
    }

    private long readLong(Field field, Reason ifTooLong) throws NotJsonException {
        if (in.token() != Token.INTEGER) {
            throw badField(field.id() + " must be an integer");
        }
        try {
            return Long.parseLong(in.text());
        } catch (NumberFormatException _) {
            throw tooLong(field, ifTooLong);
        }
    }

    private String readText(Field field) throws NotJsonException {
        if (in.token() != Token.TEXT) {
            throw badField(field.id() + " must be a text");
        }
        return in.text();
    }

    private boolean readBoolean(Field field) throws NotJsonException {
        return switch (in.token()) {
            case TRUE -> true;
            case FALSE -> false;
            default -> throw badField(field.id() + " must be true or false");
        };
    }

    private boolean readClock(Field field) throws NotJsonException {
        return switch (readText(field)) {
            case "device" -> true;
            case "host" -> false;
            default -> throw badField("clock must be device or host");
        };
    }

    private void enterArray(Field field) {
        if (in.token() != Token.ARRAY) {
            throw badField(field.id() + " must be an array");
        }
    }

    private void leave(int depth) throws NotJsonException {
        while (in.depth() >= depth) {
            in.next();
        }
    }

    private static boolean isNumber(Token token) {
        return token == Token.INTEGER || token == Token.DECIMAL;
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

    private static MalformedException tooLong(Field field, Reason reason) {
        return new MalformedException(reason, field.id() + " does not fit into 64 bits");
    }

    /** Reads the value of one field. */
    @FunctionalInterface
    private interface FieldReader {
        void read(Field field) throws NotJsonException;
    }
}
