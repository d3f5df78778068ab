package gaitkeeper.deploy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.api.Problem;
import gaitkeeper.deploy.Connections.Limits;
import gaitkeeper.deploy.Connections.Why;
import io.prometheus.client.CollectorRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that dawdle, and more of them than there is room for. */
@Timeout(60)
class ConnectionsTest {
    private static final String HEAD = " HTTP/1.1\r\nHost: localhost\r\n";
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int DRIP_MS = 10;

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<RoutingContext> held = new LinkedBlockingQueue<>();
    private final BlockingQueue<ServerWebSocket> upgraded = new LinkedBlockingQueue<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private Connections connections;
    private int port;

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        vertx.close().await();
    }

    private void serve(Limits limits) {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false));
        Router router = Router.router(vertx);
        Problem.mount(router);
        connections = new Connections(limits, new CollectorRegistry());
        connections.guard(vertx, server, router);
        router.get("/quick").handler(context -> context.end("here"));
        router.get("/held").handler(held::add);
        router.post("/read").handler(context -> context.request().body().onSuccess(context::end));
        router.get("/socket").handler(context -> context.request().toWebSocket().onSuccess(upgraded::add));
        port = server.requestHandler(router).listen(0, "127.0.0.1").await().actualPort();
    }

    private Socket connect(String sent) throws IOException {
        return connect("127.0.0.1", sent);
    }

    private Socket connect(String from, String sent) throws IOException {
        var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port, InetAddress.ofLiteral(from), 0);
        sockets.add(socket);
        socket.getOutputStream().write(sent.getBytes(US_ASCII));
        return socket;
    }

    /** A request that is under way until the test says so. */
    private RoutingContext hold() throws IOException, InterruptedException {
        connect("GET /held" + HEAD + "\r\n");
        RoutingContext context = held.poll(10, TimeUnit.SECONDS);
        assertThat(context).as("a request under way").isNotNull();
        return context;
    }

    /** What comes until the connection is closed. */
    private static String everything(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }

    /** Sends a byte every now and then until the server has enough of it; returns how many. */
    private static int drip(Socket socket) throws IOException {
        socket.setSoTimeout(DRIP_MS);
        InputStream in = socket.getInputStream();
        for (int sent = 0; sent < 5_000; sent++) {
            try {
                if (in.read() < 0) {
                    return sent;
                }
            } catch (SocketTimeoutException _) {
                if (!sent(socket)) {
                    return sent;
                }
            }
        }
        throw new AssertionError("the server listens to the end of time");
    }

    private static boolean sent(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Test
    void closesAConnectionWhoseHeadDripsIn() throws Exception {
        serve(new Limits(8, 8, 1, SHORT));

        assertThat(drip(connect("GET /quick" + HEAD + "X-Slow: "))).isPositive();

        assertThat(connections.closed(Why.SILENT)).isEqualTo(1);
    }

    @Test
    void closesAConnectionWhoseBodyDripsIn() throws Exception {
        serve(new Limits(8, 8, 1, SHORT));

        assertThat(drip(connect("POST /read" + HEAD + "Content-Length: 10000\r\n\r\n"))).isPositive();

        assertThat(connections.closed(Why.SLOW)).isEqualTo(1);
    }

    @Test
    void closesAConnectionThatSaysNothingAfterItsAnswer() throws Exception {
        serve(new Limits(8, 8, 1, SHORT));

        assertThat(everything(connect("GET /quick" + HEAD + "\r\n"))).startsWith("HTTP/1.1 200");

        assertThat(connections.closed(Why.SILENT)).isEqualTo(1);
    }

    @Test
    void letsAnswersAndWebSocketsTakeTheirTime() throws Exception {
        serve(new Limits(8, 8, 1, SHORT));
        RoutingContext waiting = hold();
        Socket socket = connect("GET /socket" + HEAD + "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
        ServerWebSocket upgrade = upgraded.poll(10, TimeUnit.SECONDS);

        everything(connect(""));

        assertThat(connections.closed(Why.SILENT)).as("only the one without a request").isEqualTo(1);
        assertThat(connections.closed(Why.SLOW)).isZero();
        waiting.end("at last").await();
        upgrade.writeTextMessage("still here").await();
        socket.shutdownOutput();
        assertThat(everything(socket)).contains("still here");
    }

    @Test
    void givesThePlaceOfWhoeverWaitsLongestToANewcomer() throws Exception {
        serve(new Limits(3, 3, 1, LONG));
        hold();
        Socket longest = connect("GET /quick" + HEAD);
        awaitOpen(2);
        connect("GET /quick" + HEAD);
        awaitOpen(3);

        Socket newcomer = connect("GET /quick" + HEAD + "Connection: close\r\n\r\n");

        assertThat(everything(newcomer)).startsWith("HTTP/1.1 200").endsWith("here");
        assertThat(everything(longest)).isEmpty();
        assertThat(connections.closed(Why.MADE_ROOM)).isEqualTo(1);
    }

    @Test
    void sparesWhoeverHasSentARequestBefore() throws Exception {
        serve(new Limits(2, 2, 1, LONG));
        Socket known = connect("GET /quick" + HEAD + "\r\n");
        assertThat(known.getInputStream().read()).isEqualTo('H');
        Socket stranger = connect("GET /quick" + HEAD);
        awaitOpen(2);

        connect("GET /quick" + HEAD);

        assertThat(everything(stranger)).isEmpty();
        known.getOutputStream().write(("GET /quick" + HEAD + "Connection: close\r\n\r\n").getBytes(US_ASCII));
        assertThat(everything(known)).endsWith("here").contains("200 OK\r\n");
    }

    @Test
    void givesOneAddressNoMoreThanItsShare() throws Exception {
        serve(new Limits(8, 2, 1, LONG));
        Socket known = connect("127.0.0.2", "GET /quick" + HEAD);
        awaitOpen(1);
        Socket longest = connect("GET /quick" + HEAD);
        awaitOpen(2);
        hold();

        hold();

        assertThat(everything(longest)).isEmpty();
        assertThat(everything(connect("GET /quick" + HEAD + "\r\n"))).startsWith("HTTP/1.1 503");
        known.getOutputStream().write("Connection: close\r\n\r\n".getBytes(US_ASCII));
        assertThat(everything(known)).startsWith("HTTP/1.1 200");
        assertThat(everything(connect("127.0.0.2", "GET /quick" + HEAD + "Connection: close\r\n\r\n")))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void tellsANewcomerThatAllPlacesAreTaken() throws Exception {
        serve(new Limits(2, 2, 1, LONG));
        RoutingContext first = hold();
        hold();

        String refusal = everything(connect("GET /quick" + HEAD + "\r\n"));

        assertThat(refusal).startsWith("HTTP/1.1 503").containsIgnoringCase("Retry-After: 1")
                .contains("too many requests are under way");
        first.end().await();
        assertThat(everything(connect("GET /quick" + HEAD + "Connection: close\r\n\r\n"))).startsWith("HTTP/1.1 200");
        assertThat(connections.closed(Why.FULL)).isEqualTo(1);
    }

    @Test
    void cutsOffWhoeverComesWhenEvenTheDoorIsFull() throws Exception {
        serve(new Limits(1, 1, 1, LONG));
        hold();
        connect("");
        awaitOpen(2);

        assertThat(everything(connect(""))).isEmpty();

        assertThat(connections.closed(Why.FULL)).isEqualTo(1);
    }

    @Test
    void forgetsWhoeverLeaves() throws Exception {
        serve(new Limits(8, 8, 1, LONG));
        List<Socket> guests = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            guests.add(connect(""));
        }
        awaitOpen(5);

        for (Socket guest : guests) {
            guest.close();
        }

        awaitOpen(0);
    }

    private void awaitOpen(int count) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (connections.open() != count) {
            assertThat(System.nanoTime()).as("open: " + connections.open() + ", not " + count).isLessThan(until);
            Thread.onSpinWait();
        }
    }
}
