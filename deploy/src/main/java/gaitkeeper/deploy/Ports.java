package gaitkeeper.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds loopback ports nobody listens on. */
final class Ports {
    private Ports() {}

    /** The wanted port if it is free, else any free one; 0 wants any. */
    static int freeOr(int wanted) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            if (wanted == 0) {
                throw new UncheckedIOException("no free port on the loopback address", e);
            }
            return freeOr(0);
        }
    }

    /** A free port, and not one that is free only until somebody begins to listen there. */
    static int freeBut(int soonTaken) {
        int port = freeOr(0);
        while (port == soonTaken) {
            port = freeOr(0);
        }
        return port;
    }
}
