package gaitkeeper.ingest;

import static gaitkeeper.ingest.JsonSamples.body;
import static gaitkeeper.ingest.JsonSamples.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.TrackId;
import io.vertx.core.Vertx;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class UdpDoorTest {
    private final Vertx vertx = Vertx.vertx();
    private final CountDownLatch done = new CountDownLatch(1);

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private void send(Map<String, String> settings, FrameSink frames, RejectionSink rejections, String text)
            throws Exception {
        var door = new UdpDoor(vertx, JsonSamples.intake(frames, rejections), settings);
        int port = door.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        byte[] bytes = text.getBytes(UTF_8);
        try (var socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName("127.0.0.1"), port));
        }
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void passesCanonicalJsonOn() throws Exception {
        TrackId[] seen = new TrackId[1];
        FrameSink sink = new FrameSink() {
            @Override
            public void send(TrackId track, gaitkeeper.core.Frame frame, Completion completion) {
                seen[0] = track;
                done.countDown();
            }

            @Override
            public boolean congested() {
                return false;
            }
        };

        send(Map.of(), sink, (_, _, _) -> {}, message(Layout.KINECT_V2, body("1", Layout.KINECT_V2)));

        assertThat(seen[0]).isEqualTo(new TrackId("cam-07", "2f0c", "1"));
    }

    @Test
    void saysWhoSentWhatCannotBeRead() throws Exception {
        String[] sources = new String[1];
        Reason[] reasons = new Reason[1];

        send(Map.of("format", "auto"), new FakeFrames(), (source, why, _) -> {
            sources[0] = source;
            reasons[0] = why.reason();
            done.countDown();
        }, "{\"temperature\":20}");

        assertThat(sources[0]).isEqualTo("udp:127.0.0.1");
        assertThat(reasons[0]).isEqualTo(Reason.UNKNOWN_FORMAT);
    }

    @Test
    void dropsWhileTheSinkIsCongested() throws Exception {
        FrameSink sink = new FrameSink() {
            @Override
            public void send(TrackId track, gaitkeeper.core.Frame frame, Completion completion) {
                throw new IllegalStateException("must not be sent");
            }

            @Override
            public boolean congested() {
                return true;
            }
        };
        Reason[] reasons = new Reason[1];

        send(Map.of(), sink, (_, why, _) -> {
            reasons[0] = why.reason();
            done.countDown();
        }, message(Layout.KINECT_V2, body("1", Layout.KINECT_V2)));

        assertThat(reasons[0]).isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> new UdpDoor(vertx, JsonSamples.intake(new FakeFrames(), (_, _, _) -> {}),
                Map.of("format", "dog"))).isInstanceOf(MalformedException.class);
    }
}
