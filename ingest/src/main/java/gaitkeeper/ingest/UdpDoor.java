package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.JsonFrames.Accepted;
import gaitkeeper.ingest.JsonFrames.Form;
import gaitkeeper.ingest.JsonFrames.Result;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The door for sensors that send datagrams, one document each: canonical JSON, or any format if the settings say one.
 *
 * <p>Nobody is answered, and nothing is held: while the sink is congested datagrams are dropped, and counted as
 * {@code UNAVAILABLE}. What the network loses nobody counts. All work is done on one event loop, so tracks stay in order.
 */
public final class UdpDoor {
    private static final int MOST_SENDERS = 256;
    private static final int RECEIVE_BUFFER = 4 << 20;
    private static final byte[] NOTHING = {};

    private final DatagramSocket socket;
    private final JsonFrames json;
    private final FrameSink frames;
    private final RejectionSink rejections;
    private final Refusals refusals;
    private final Optional<Map<String, String>> settings;
    private final StreamGuards guards = new StreamGuards();
    private final Map<String, DocumentReader> readers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DocumentReader> eldest) {
            return size() > MOST_SENDERS;
        }
    };

    /**
     * Makes the door; it is closed until {@link #listen}.
     *
     * @param settings empty for canonical JSON; else as in the address of {@link IngestRoutes#FRAMES}. Without {@code sensor}
     *     each sender is one, named after its address
     * @throws MalformedException if the settings make no sense
     */
    public UdpDoor(Vertx vertx, JsonFrames json, FrameSink frames, RejectionSink rejections,
            Map<String, String> settings) {
        this.socket = vertx.createDatagramSocket(new DatagramSocketOptions().setReceiveBufferSize(RECEIVE_BUFFER));
        this.json = json;
        this.frames = frames;
        this.rejections = rejections;
        this.refusals = new Refusals(rejections);
        this.settings = settings.isEmpty() ? Optional.empty() : Optional.of(Map.copyOf(settings));
        var _ = reader("probe");
    }

    /** Starts to listen; gives the port, which is chosen if {@code port} is 0. */
    public Future<Integer> listen(int port, String host) {
        socket.handler(this::receive);
        return socket.listen(port, host).map(listening -> listening.localAddress().port());
    }

    private void receive(DatagramPacket packet) {
        String sender = sender(packet.sender());
        if (frames.congested()) {
            rejections.reject(sender, new MalformedException(Reason.UNAVAILABLE,
                    "too many frames are under way; the datagram was dropped"), NOTHING);
            return;
        }
        byte[] document = packet.data().getBytes();
        Result result = readers.computeIfAbsent(sender, this::reader).parse(document, Form.VALUES);
        refusals.report(sender, document, result);
        for (Accepted frame : result.frames()) {
            frames.send(frame.track(), frame.frame(), FrameSink.Completion.IGNORED);
        }
    }

    private DocumentReader reader(String sender) {
        if (settings.isEmpty()) {
            return json;
        }
        Map<String, String> named = new HashMap<>(settings.get());
        named.putIfAbsent("sensor", sender);
        return LiveReader.of(named, guards, json.clock(), json.times());
    }

    private static String sender(SocketAddress address) {
        return "udp:" + (address.hostAddress() == null ? "unknown" : address.hostAddress().replace('%', '_'));
    }

    /** Stops listening. */
    public Future<Void> close() {
        return socket.close();
    }
}
