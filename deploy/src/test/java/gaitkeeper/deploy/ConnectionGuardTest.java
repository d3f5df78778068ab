package gaitkeeper.deploy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionGuardTest {
    private static final long NEVER_MS = 1_000_000;
    private static final byte[] REQUEST = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII);

    private final Vertx vertx = Vertx.vertx();
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private int serve(ConnectionGuard guard) {
        var router = Router.router(vertx);
        router.route().handler(guard::requested);
        router.get("/a").handler(context -> context.end("here"));
        HttpServer server = vertx.createHttpServer().requestHandler(router).connectionHandler(guard::opened);
        return server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS)
                .join().actualPort();
    }

    private Socket connect(int port) throws IOException {
        var socket = new Socket("127.0.0.1", port);
        sockets.add(socket);
        return socket;
    }

    /** What comes until the server closes. */
    private static String read(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }

    @Test
    void closesAConnectionThatDripsItsRequest() throws IOException {
        Socket loris = connect(serve(new ConnectionGuard(vertx, 10, 50, NEVER_MS)));

        loris.getOutputStream().write(REQUEST, 0, REQUEST.length - 2);

        assertThat(read(loris)).isEmpty();
    }

    @Test
    void closesAConnectionThatAsksNoMore() throws IOException {
        Socket done = connect(serve(new ConnectionGuard(vertx, 10, NEVER_MS, 50)));

        done.getOutputStream().write(REQUEST);

        assertThat(read(done)).contains("200 OK").endsWith("here");
    }

    @Test
    void closesThoseTooMany() throws IOException {
        var guard = new ConnectionGuard(vertx, 1, NEVER_MS, 50);
        int port = serve(guard);
        Socket first = connect(port);
        first.getOutputStream().write(REQUEST);
        first.getInputStream().readNBytes(10);

        Socket second = connect(port);

        assertThat(read(second)).isEmpty();
        assertThat(read(first)).endsWith("here");
    }
}
