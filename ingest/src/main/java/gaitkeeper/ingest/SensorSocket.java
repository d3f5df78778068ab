package gaitkeeper.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import gaitkeeper.ingest.CanonicalFrames.Accepted;
import gaitkeeper.ingest.CanonicalFrames.Form;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One sensor's WebSocket: each message is answered with one summary, in order, when its frames are settled.
 *
 * <p>Everything here runs on the socket's context; the sink's completions hop onto it.
 */
final class SensorSocket {
    /*
     * Pausing decides on the present state only, never on an event: pausing when a count is reached and resuming from a
     * completion lets a stale resume undo a later pause (measured: 7,753 frames under way at a bound of 256). So every event
     * ends in advance(), which hands over what the bounds allow and then compares "should read" with "reads".
     *
     * Frames of a message that do not fit under the bound wait in their Delivery. As the socket is not read meanwhile, that is
     * one message's worth at most.
     */
    /** Signs of life asked for, and times looked, in one idle timeout. */
    static final int SIGNS_PER_IDLE = 4;

    private static final short GOING_AWAY = 1001;
    private static final short TOO_LARGE = 1009;
    private static final long CONGESTION_POLL_MS = 20;

    private final Vertx vertx;
    private final Context context;
    private final ServerWebSocket socket;
    private final String sender;
    private final DocumentReader reader;
    private final FrameSink frames;
    private final Refusals refusals;
    private final IngestLimits limits;
    private final Deque<Delivery> unanswered = new ArrayDeque<>();
    private final Deque<Delivery> unsent = new ArrayDeque<>();
    private int inFlight;
    private int silentLooks;
    private boolean paused;
    private boolean polling;

    SensorSocket(Vertx vertx, ServerWebSocket socket, String sender, DocumentReader reader, FrameSink frames,
            Refusals refusals, IngestLimits limits) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.socket = socket;
        this.sender = sender;
        this.reader = reader;
        this.frames = frames;
        this.refusals = refusals;
        this.limits = limits;
    }

    /** Begins to read; {@code closed} is called once, when the socket is gone. */
    void start(Runnable closed) {
        socket.textMessageHandler(text -> receive(text.getBytes(UTF_8)));
        socket.binaryMessageHandler(bytes -> receive(bytes.getBytes()));
        socket.frameHandler(_ -> silentLooks = 0);
        socket.pongHandler(_ -> silentLooks = 0);
        socket.drainHandler(_ -> advance());
        // Too large, or not WebSocket frames at all: nothing after it could be understood.
        socket.exceptionHandler(_ -> socket.close(TOO_LARGE, "message too large or broken"));
        long timer = vertx.setPeriodic(limits.socketIdle().toMillis() / SIGNS_PER_IDLE, _ -> lookForLife());
        socket.closeHandler(_ -> {
            vertx.cancelTimer(timer);
            closed.run();
        });
    }

    private void receive(byte[] document) {
        var delivery = new Delivery(reader.parse(document, Form.VALUES));
        refusals.report(sender, document, delivery.result());
        unanswered.add(delivery);
        unsent.add(delivery);
        advance();
    }

    private void advance() {
        handOver();
        answer();
        boolean full = mustWait();
        if (full != paused && !socket.isClosed()) {
            paused = full;
            if (full) {
                socket.pause();
            } else {
                socket.resume();
            }
        }
        pollIfCongested();
    }

    private void handOver() {
        while (!unsent.isEmpty() && inFlight < limits.socketFrames() && !frames.congested()) {
            Delivery delivery = unsent.element();
            if (delivery.hasNext()) {
                send(delivery, delivery.next());
            } else {
                unsent.remove();
            }
        }
    }

    private void send(Delivery delivery, Accepted frame) {
        inFlight++;
        frames.send(frame.track(), frame.frame(), stored -> context.runOnContext(_ -> {
            inFlight--;
            delivery.settle(frame, stored);
            advance();
        }));
    }

    private void answer() {
        while (!unanswered.isEmpty() && unanswered.element().done() && !socket.isClosed()) {
            socket.writeTextMessage(Answers.summary(unanswered.remove()));
        }
    }

    private boolean mustWait() {
        int enough = paused ? limits.socketFrames() / 2 + 1 : limits.socketFrames();
        return inFlight >= enough || unanswered.size() >= limits.socketFrames() || !unsent.isEmpty()
                || frames.congested() || socket.writeQueueFull();
    }

    /** Nobody tells when a congested sink is free again, and there may be no completion of our own to wait for. */
    private void pollIfCongested() {
        boolean waiting = !socket.isClosed() || !unsent.isEmpty();
        if (waiting && !polling && frames.congested()) {
            polling = true;
            vertx.setTimer(CONGESTION_POLL_MS, _ -> {
                polling = false;
                advance();
            });
        }
    }

    /** Closes when the peer was silent for too long, which a peer that does not read our answers and pings is too. */
    private void lookForLife() {
        if (socket.isClosed() || paused && !socket.writeQueueFull()) {
            // While we do not listen, silence says nothing.
            silentLooks = 0;
        } else if (++silentLooks > SIGNS_PER_IDLE) {
            socket.close(GOING_AWAY, "no sign of life");
        } else {
            socket.writePing(Buffer.buffer());
        }
    }
}
