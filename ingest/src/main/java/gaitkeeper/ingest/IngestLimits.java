package gaitkeeper.ingest;

import java.time.Duration;
import java.util.Set;

/**
 * Bounds of the HTTP and WebSocket door. Nothing behind it grows beyond them.
 *
 * @param requestBytes largest request body, as sent and unpacked
 * @param bufferedBytes largest sum of all request bodies being received at one time
 * @param receiveTimeout longest time a request body may take to arrive
 * @param socketMessageBytes largest WebSocket message
 * @param socketFrames most frames (and unanswered messages) of one WebSocket under way; above it the socket is not read
 * @param sockets most WebSockets at one time
 * @param socketIdle a WebSocket whose peer gives no sign of life (message, pong) for this long is closed
 * @param origins web origins, such as {@code https://lab.example}, whose pages may open a WebSocket; the server's own always
 *     may, and so may clients that are not browsers
 */
public record IngestLimits(int requestBytes, long bufferedBytes, Duration receiveTimeout, int socketMessageBytes,
        int socketFrames, int sockets, Duration socketIdle, Set<String> origins) {
    /** 1 MiB a request, 64 MiB in all, 30 s; 256 KiB and 256 frames a WebSocket, 256 WebSockets, 60 s. */
    public static final IngestLimits DEFAULT = new IngestLimits(1 << 20, 64 << 20, Duration.ofSeconds(30), 256 << 10,
            256, 256, Duration.ofSeconds(60), Set.of());

    /** Checks that every bound is positive. */
    public IngestLimits {
        requirePositive("requestBytes", requestBytes);
        requirePositive("bufferedBytes", bufferedBytes);
        requirePositive("receiveTimeout", receiveTimeout.toMillis());
        requirePositive("socketMessageBytes", socketMessageBytes);
        requirePositive("socketFrames", socketFrames);
        requirePositive("sockets", sockets);
        requirePositive("socketIdle", socketIdle.toMillis() / SensorSocket.SIGNS_PER_IDLE);
        origins = Set.copyOf(origins);
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("ingest limit " + name + " must be positive");
        }
    }
}
