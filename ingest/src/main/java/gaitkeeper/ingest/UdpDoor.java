package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.CanonicalFrames.Accepted;
import gaitkeeper.ingest.CanonicalFrames.Form;
import gaitkeeper.ingest.CanonicalFrames.Result;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import java.util.Map;

/**
 * The door for sensors that send datagrams, one document each: canonical JSON, or any format if the settings say one.
 *
 * <p>Nobody is answered, and nothing is held: while the sink is congested datagrams are dropped, and counted as
 * {@code UNAVAILABLE}. What the network loses nobody counts. All work is done on one event loop, so tracks stay in order.
 */
public final class UdpDoor {
    private static final int RECEIVE_BUFFER = 4 << 20;
    private static final byte[] NOTHING = {};

    private final DatagramSocket socket;
    private final Intake intake;
    private final Refusals refusals;
    private final SourceReaders readers;

    /**
     * Makes the door; it is closed until {@link #listen}.
     *
     * @param settings empty for canonical JSON; else as in the address of {@link IngestRoutes#FRAMES}. Without {@code sensor}
     *     each sender is one, named after its address
     * @throws MalformedException if the settings make no sense
     */
    public UdpDoor(Vertx vertx, Intake intake, Map<String, String> settings) {
        this.socket = vertx.createDatagramSocket(new DatagramSocketOptions().setReceiveBufferSize(RECEIVE_BUFFER));
        this.intake = intake;
        this.refusals = intake.refusals();
        this.readers = new SourceReaders(intake.admission(), settings);
    }

    /** Starts to listen; gives the port, which is chosen if {@code port} is 0. */
    public Future<Integer> listen(int port, String host) {
        socket.handler(this::receive);
        return socket.listen(port, host).map(listening -> listening.localAddress().port());
    }

    private void receive(DatagramPacket packet) {
        String sender = sender(packet.sender());
        if (intake.frames().congested()) {
            intake.rejections().reject(sender, new MalformedException(Reason.UNAVAILABLE,
                    "too many frames are under way; the datagram was dropped"), NOTHING);
            return;
        }
        byte[] document = packet.data().getBytes();
        Result result = readers.of(sender).parse(document, Form.VALUES);
        refusals.report(sender, document, result);
        for (Accepted frame : result.frames()) {
            intake.frames().send(frame.track(), frame.frame(), FrameSink.Completion.IGNORED);
        }
    }

    private static String sender(SocketAddress address) {
        return "udp:" + (address.hostAddress() == null ? "unknown" : address.hostAddress());
    }

    /** Stops listening. */
    public Future<Void> close() {
        return socket.close();
    }
}
