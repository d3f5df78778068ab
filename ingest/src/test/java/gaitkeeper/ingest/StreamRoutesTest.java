package gaitkeeper.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Axes;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A sensor whose axes were not told: y up, where Azure Kinect's is down. */
@Timeout(60)
class StreamRoutesTest {
    private static final String SETTINGS = IngestRoutes.FRAMES + "?format=azure&sensor=hall";
    private static final String STREAM = StreamRoutes.STREAMS + "/hall/0";

    private HttpFixture server;

    @BeforeEach
    void start() throws Exception {
        server = new HttpFixture(new IngestLimits(8 << 20, 16 << 20, HttpFixture.LIMITS.receiveTimeout(), 1 << 20, 512,
                2, HttpFixture.LIMITS.socketIdle(), HttpFixture.LIMITS.origins()));
        send(server.request(SETTINGS).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(FormatRoutesTest.azure(95, Axes.KINECT))));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return server.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> override(String checks) throws IOException, InterruptedException {
        return send(server.request(STREAM + "/overrides?checks=" + checks).PUT(HttpRequest.BodyPublishers.noBody()));
    }

    @Test
    void tellsWhyAStreamIsQuarantined() throws Exception {
        HttpResponse<String> response = send(server.request(StreamRoutes.STREAMS));

        assertThat(response.body()).contains("\"sensor\":\"hall\"", "\"format\":\"azure\"", "\"state\":\"quarantined\"",
                "axes=CV");
    }

    @Test
    void proposesTheAxesThatMakeSense() throws Exception {
        HttpResponse<String> response = send(server.request(STREAM + "/proposals"));

        assertThat(response.body()).contains("\"layout\":\"azure_kinect_32\",\"unit\":\"mm\",\"axes\":\"KINECT\"");
    }

    @Test
    void showsWhatAnOperatorOverrode() throws Exception {
        HttpResponse<String> response = override("up,mirrored,joints");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"up\":{\"verdict\":\"overridden\"", "\"unit\":{\"verdict\":\"good\"");
    }

    @Test
    void takesOverridesBack() throws Exception {
        override("up,mirrored,joints");

        assertThat(override("").body()).contains("\"state\":\"quarantined\"").doesNotContain("overridden");
    }

    @Test
    void refusesOverridesOfNoCheck() throws Exception {
        assertThat(override("dog").statusCode()).isEqualTo(400);
    }

    @Test
    void knowsNoStreamThatSentNothing() throws Exception {
        assertThat(send(server.request(StreamRoutes.STREAMS + "/yard/0/proposals")).statusCode()).isEqualTo(404);
    }
}
