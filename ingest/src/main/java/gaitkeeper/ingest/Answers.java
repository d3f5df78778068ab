package gaitkeeper.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.CanonicalFrames.Accepted;
import gaitkeeper.ingest.CanonicalFrames.Problem;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The JSON that goes back to senders. */
final class Answers {
    private static final JsonFactory JSON = new JsonFactory();

    private Answers() {}

    /** Told for a frame that the sink gave up. */
    static MalformedException notStored() {
        return new MalformedException(Reason.UNAVAILABLE, "the frame could not be stored in time; send it again later");
    }

    /** The answer to messages that were read: how many frames are stored, and what is wrong with the rest. */
    static String summary(Delivery delivery) {
        return write(out -> {
            out.writeStartObject();
            out.writeNumberField("accepted", delivery.stored());
            out.writeArrayFieldStart("rejected");
            for (Problem problem : delivery.result().problems()) {
                writeRejected(out, problem.at(), problem.why());
            }
            for (Accepted lost : delivery.lost()) {
                writeRejected(out, lost.at(), notStored());
            }
            out.writeEndArray();
            int unlisted = delivery.unlisted();
            if (unlisted > 0) {
                out.writeNumberField("rejected_unlisted", unlisted);
            }
            out.writeEndObject();
        });
    }

    /** Problem details (RFC 9457) for a request that was not read. */
    static String problem(int status, MalformedException why) {
        return write(out -> {
            out.writeStartObject();
            out.writeStringField("type", "about:blank");
            out.writeStringField("title", title(status));
            out.writeNumberField("status", status);
            out.writeStringField("detail", why.getMessage());
            out.writeStringField("reason", why.reason().name());
            out.writeEndObject();
        });
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 408 -> "Request Timeout";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 426 -> "Upgrade Required";
            case 503 -> "Service Unavailable";
            default -> "Refused";
        };
    }

    private static void writeRejected(JsonGenerator out, String at, MalformedException why) throws IOException {
        out.writeStartObject();
        out.writeStringField("at", at);
        out.writeStringField("reason", why.reason().name());
        out.writeStringField("message", why.getMessage());
        out.writeEndObject();
    }

    /** JSON as text. */
    static String write(Content content) {
        var text = new StringWriter(128);
        try (JsonGenerator out = JSON.createGenerator(text)) {
            content.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    /** Writes one value. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator out) throws IOException;
    }
}
