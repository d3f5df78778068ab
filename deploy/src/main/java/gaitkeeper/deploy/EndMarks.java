package gaitkeeper.deploy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest.TxnMarkerEntry;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;

/**
 * Writes the marks that end transactions in a partition, as a broker does to another. Kafka's admin client can do so for aborts only.
 */
final class EndMarks {
    private static final int PATIENCE_MS = (int) Duration.ofSeconds(10).toMillis();

    private EndMarks() {}

    /**
     * Writes marks to a broker that is reached without encryption.
     *
     * @param port on the loopback address
     * @throws IOException if the broker does not answer, or refuses one
     */
    static void write(int port, List<TxnMarkerEntry> marks) throws IOException {
        WriteTxnMarkersRequest request = new WriteTxnMarkersRequest.Builder(marks)
                .build(ApiKeys.WRITE_TXN_MARKERS.latestVersion());
        var header = new RequestHeader(ApiKeys.WRITE_TXN_MARKERS, request.version(), "gaitkeeper", 1);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MS);
            ByteBuffer message = request.serializeWithHeader(header);
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(message.remaining());
            out.write(message.array(), message.arrayOffset() + message.position(), message.remaining());
            out.flush();
            var in = new DataInputStream(socket.getInputStream());
            var answer = (WriteTxnMarkersResponse) AbstractResponse
                    .parseResponse(ByteBuffer.wrap(in.readNBytes(in.readInt())), header);
            for (Map<TopicPartition, Errors> errors : answer.errorsByProducerId().values()) {
                for (Map.Entry<TopicPartition, Errors> error : errors.entrySet()) {
                    if (error.getValue() != Errors.NONE) {
                        throw new IOException("no end of a transaction in " + error.getKey() + ": " + error.getValue());
                    }
                }
            }
        }
    }
}
