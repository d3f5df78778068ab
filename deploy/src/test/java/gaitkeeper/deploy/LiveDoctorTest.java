package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The doctor before a system that asks who is there. */
class LiveDoctorTest {
    private static final String GOOD = """
            [{"sensor":"door","session":"1","format":"canonical","state":"good","frames":90,"windows":3,
              "silent_ms":5,"reason":"","hint":"","checks":{}}]""";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private HttpServer system;

    @BeforeEach
    void open() throws IOException {
        system = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        system.createContext("/api/v1/streams", exchange -> {
            byte[] answer = GOOD.getBytes(StandardCharsets.UTF_8);
            boolean known = "gk_1_x".equals(exchange.getRequestHeaders().getFirst("X-API-Key"));
            exchange.sendResponseHeaders(known ? 200 : 401, known ? answer.length : -1);
            if (known) {
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        });
        system.start();
    }

    @AfterEach
    void close() {
        system.stop(0);
    }

    private LiveDoctor doctor(Optional<String> key) {
        URI address = URI.create("http://127.0.0.1:" + system.getAddress().getPort());
        return new LiveDoctor(address, key, Duration.ZERO, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @Test
    void showsItsKey() throws IOException, InterruptedException {
        assertThat(doctor(Optional.of("gk_1_x")).judge("door")).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Good: its frames pass.");
    }

    @Test
    void saysThatAKeyIsWanted() {
        assertThatThrownBy(() -> doctor(Optional.empty()).judge("door")).isInstanceOf(IOException.class)
                .hasMessageContaining("--key");
    }
}
