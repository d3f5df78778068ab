package gaitkeeper.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Axes;
import gaitkeeper.core.Layout;
import gaitkeeper.core.SourceJoints;
import gaitkeeper.core.SyntheticPerson;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.Unit;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class FormatRoutesTest {
    private HttpFixture server;

    @BeforeEach
    void start() {
        server = new HttpFixture(new IngestLimits(8 << 20, 16 << 20, HttpFixture.LIMITS.receiveTimeout(), 1 << 20, 512,
                2, HttpFixture.LIMITS.socketIdle(), HttpFixture.LIMITS.origins()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Azure's offline file of a person who sways a little; the person's bones do too, as real ones. */
    static String azure(int frames, Axes axes) {
        var all = new StringJoiner(",", "{\"frames\":[", "]}");
        for (int frame = 0; frame < frames; frame++) {
            all.add(azureFrame(frame, axes));
        }
        return all.toString();
    }

    private static String azureFrame(int frame, Axes axes) {
        SourceJoints joints = SyntheticPerson.as(Layout.AZURE_KINECT_32, axes, Unit.MM);
        var points = new StringJoiner(",", "[", "]");
        for (int joint = 0; joint < 32; joint++) {
            double sway = 8 * Math.sin(frame / 3.0 + joint);
            points.add(String.format(Locale.ROOT, "[%.1f,%.1f,%.1f]", joints.at(joint, 0) + sway,
                    joints.at(joint, 1) + sway, joints.at(joint, 2)));
        }
        return "{\"timestamp_usec\":" + 33_333L * frame + ",\"bodies\":[{\"body_id\":5,\"joint_positions\":" + points
                + "}]}";
    }

    private HttpResponse<String> post(String query, String body) throws IOException, InterruptedException {
        return server.client.send(server.request(IngestRoutes.FRAMES + "?" + query)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({"azure", "auto"})
    void storesFramesOfAFormat(String format) throws Exception {
        HttpResponse<String> response = post("format=" + format + "&sensor=k4a", azure(40, Axes.CV));

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("{\"accepted\":40,\"rejected\":[]}");
        assertThat(server.frames.tracks()).contains(new TrackId("k4a", "0", "5"));
    }

    @Test
    void quarantinesAStreamWithAHint() throws Exception {
        HttpResponse<String> response = post("format=azure&sensor=k4a", azure(95, Axes.KINECT));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("QUARANTINED", "axes=CV", "\"rejected_unlisted\":91");
        assertThat(server.frames.tracks()).isEmpty();
    }

    @Test
    void passesNothingBeforeAPersonWasSeenWell() throws Exception {
        HttpResponse<String> response = post("format=azure&sensor=k4a", azure(20, Axes.CV));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("being checked, 20 frames seen");
    }

    @Test
    void takesAnotherSettingAfterAQuarantine() throws Exception {
        post("format=azure&sensor=k4a", azure(95, Axes.KINECT));
        HttpResponse<String> response = post("format=azure&sensor=k4a&axes=KINECT&override=rate",
                azure(40, Axes.KINECT));

        assertThat(response.statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({"format=azure,sensor=", "format=dog&sensor=a,format must be",
        "format=auto&sensor=a&axes=up,axes must be",
        "format=auto&sensor=a&override=all,override must list"})
    void refusesSettingsThatMakeNoSense(String query, String told) throws Exception {
        HttpResponse<String> response = post(query, "{}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains(told);
    }

    @Test
    void saysWhatItSawWhereTheFormatCannotBeTold() throws Exception {
        HttpResponse<String> response = post("format=auto&sensor=a", "{\"temperature\":20}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("UNKNOWN_FORMAT", "temperature");
    }

    @Test
    void readsASocketFrameByFrame() throws Exception {
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        WebSocket socket = server.client.newWebSocketBuilder()
                .buildAsync(java.net.URI.create(server.socketAddress() + "?format=azure&sensor=k4a&override=rate"),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                                answers.add(text.toString());
                                return WebSocket.Listener.super.onText(from, text, last);
                            }
                        })
                .get(10, TimeUnit.SECONDS);
        String last = "";
        for (int frame = 0; frame < 35; frame++) {
            ByteBuffer bytes = ByteBuffer.wrap(azureFrame(frame, Axes.CV).getBytes(StandardCharsets.UTF_8));
            if (frame % 2 == 0) {
                socket.sendBinary(bytes, true).get(10, TimeUnit.SECONDS);
            } else {
                socket.sendText(StandardCharsets.UTF_8.decode(bytes), true).get(10, TimeUnit.SECONDS);
            }
            last = String.valueOf(answers.poll(10, TimeUnit.SECONDS));
        }

        assertThat(last).isEqualTo("{\"accepted\":1,\"rejected\":[]}");
        socket.abort();
    }
}
