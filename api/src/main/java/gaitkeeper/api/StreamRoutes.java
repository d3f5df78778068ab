package gaitkeeper.api;

import gaitkeeper.api.event.Cursor;
import gaitkeeper.api.event.EventReader.Placed;
import gaitkeeper.api.event.EventReader;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Events as they happen, by SSE and by WebSocket, from where the client left off. */
final class StreamRoutes {
    private static final int MAX_CLIENTS = 500;
    private static final long PUMP_EVERY_MS = 50;
    private static final long BEAT_EVERY_MS = 15_000;

    private final Vertx vertx;
    private final Events events;
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();

    StreamRoutes(Vertx vertx, Events events) {
        this.vertx = vertx;
        this.events = events;
    }

    void mount(Operations operations) {
        operations.stream("streamEvents", this::serverSent);
        operations.stream("openEvents", this::socket);
        vertx.setPeriodic(PUMP_EVERY_MS, _ -> subscribers.forEach(Subscriber::pump));
        vertx.setPeriodic(BEAT_EVERY_MS, _ -> subscribers.forEach(Subscriber::beat));
    }

    private void serverSent(Call call) {
        Cursor from = from(call);
        HttpServerResponse response = call.context().response().setChunked(true)
                .putHeader("Content-Type", "text/event-stream").putHeader("Cache-Control", "no-store");
        response.write("retry: 1000\n\n");
        Subscriber subscriber = add(call, from, new ServerSent(response, events.json()));
        response.closeHandler(_ -> subscribers.remove(subscriber));
        response.exceptionHandler(_ -> subscribers.remove(subscriber));
    }

    private void socket(Call call) {
        if (!"websocket".equalsIgnoreCase(call.context().request().getHeader("Upgrade"))) {
            throw new Problem(426, "not-a-websocket", "open this address as a WebSocket");
        }
        Cursor from = from(call);
        call.context().request().toWebSocket().onSuccess(socket -> {
            Subscriber subscriber = add(call, from, new Socket(socket, events.json()));
            socket.closeHandler(_ -> subscribers.remove(subscriber));
            socket.exceptionHandler(_ -> socket.close());
        });
    }

    private Subscriber add(Call call, Cursor from, Subscriber.Outlet outlet) {
        var subscriber = new Subscriber(events, events.from(from), EventFilter.of(call), outlet);
        subscribers.add(subscriber);
        return subscriber;
    }

    /** Where the client left off: the header that a browser sends by itself comes before the address it repeats. */
    private Cursor from(Call call) {
        if (subscribers.size() >= MAX_CLIENTS) {
            throw Problem.unavailable("there are " + MAX_CLIENTS + " streams already");
        }
        Optional<String> text = call.text("Last-Event-ID").or(() -> call.text("after"));
        return text.isEmpty() ? events.end() : parse(text.get());
    }

    static Cursor parse(String text) {
        return Cursor.parse(text)
                .orElseThrow(() -> new Problem(400, "bad-cursor", "this is no event id of this server"));
    }

    private record ServerSent(HttpServerResponse response, EventJson json) implements Subscriber.Outlet {
        @Override
        public boolean open() {
            return !response.ended() && !response.closed();
        }

        @Override
        public boolean full() {
            return response.writeQueueFull();
        }

        @Override
        public void write(Placed placed) {
            response.write(Buffer.buffer("id: " + placed.id() + "\nevent: " + placed.event().lane().kind() + "\ndata: ")
                    .appendBuffer(Json.buffer(json.data(placed.event()))).appendString("\n\n"));
        }

        /** An id without data moves a browser's last event id, so that a quiet filter does not resume from long ago. */
        @Override
        public void beat(EventReader reader) {
            response.write("id: " + reader.cursor() + "\n: alive\n\n");
        }
    }

    private record Socket(ServerWebSocket socket, EventJson json) implements Subscriber.Outlet {
        @Override
        public boolean open() {
            return !socket.isClosed();
        }

        @Override
        public boolean full() {
            return socket.writeQueueFull();
        }

        @Override
        public void write(Placed placed) {
            socket.writeTextMessage(Json.buffer(json.of(placed)).toString());
        }

        @Override
        public void beat(EventReader reader) {
            socket.writePing(Buffer.buffer());
        }
    }
}
