package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Receives one request body of bounded size. Counts what it holds in {@code buffered}, which all requests share, until it is
 * handed on or refused. Confined to the request's context.
 */
final class BodyReceiver {
    private final HttpServerRequest request;
    private final IngestLimits limits;
    private final AtomicLong buffered;
    private final Outcome outcome;
    private final Buffer body = Buffer.buffer();
    private Runnable whenOver = () -> {};
    private boolean over;

    /** What a request body comes to: exactly one of the two, once; neither if the connection is lost. */
    interface Outcome {
        /** The whole body is there. */
        void received(byte[] body);

        /** The body is not wanted. */
        void refused(int status, MalformedException why);
    }

    BodyReceiver(HttpServerRequest request, IngestLimits limits, AtomicLong buffered, Outcome outcome) {
        this.request = request;
        this.limits = limits;
        this.buffered = buffered;
        this.outcome = outcome;
    }

    void start(Vertx vertx) {
        if (declaredLength() > limits.requestBytes()) {
            refuse(413, tooLarge());
            return;
        }
        long timer = vertx.setTimer(limits.receiveTimeout().toMillis(), _ -> refuse(408,
                new MalformedException(Reason.UNAVAILABLE, "the body did not arrive in time; send it faster")));
        whenOver = () -> vertx.cancelTimer(timer);
        request.handler(this::receive);
        request.endHandler(_ -> finish(() -> outcome.received(body.getBytes())));
        request.exceptionHandler(_ -> finish(() -> {}));
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
    }

    private void receive(Buffer chunk) {
        if (over) {
            return;
        }
        if (body.length() + chunk.length() > limits.requestBytes()) {
            refuse(413, tooLarge());
        } else if (buffered.addAndGet(chunk.length()) > limits.bufferedBytes()) {
            buffered.addAndGet(-chunk.length());
            refuse(503, new MalformedException(Reason.UNAVAILABLE, "too much is being received; send it again later"));
        } else {
            body.appendBuffer(chunk);
        }
    }

    private void refuse(int status, MalformedException why) {
        finish(() -> outcome.refused(status, why));
    }

    private void finish(Runnable last) {
        if (over) {
            return;
        }
        over = true;
        buffered.addAndGet(-body.length());
        whenOver.run();
        last.run();
    }

    private long declaredLength() {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        // The server has checked that it is a number; one of more than 18 digits is too large anyway.
        return length == null ? 0 : length.length() > 18 ? Long.MAX_VALUE : Long.parseLong(length);
    }

    private MalformedException tooLarge() {
        return new MalformedException(Reason.TOO_LARGE,
                "the body is larger than " + limits.requestBytes() + " bytes; send fewer messages at a time");
    }
}
