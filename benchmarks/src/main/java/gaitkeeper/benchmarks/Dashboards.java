package gaitkeeper.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import gaitkeeper.matcher.LiveRoutes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.LongAdder;

/** Live pages that somebody keeps open: they take what the server sends as fast as it comes, on one thread, and look at nothing. */
final class Dashboards implements AutoCloseable {
    private final Selector selector;
    private final Thread thread;
    private final LongAdder bytes = new LongAdder();

    /**
     * Opens them.
     *
     * @param count 0 or more
     * @param port of the page, on loopback
     */
    Dashboards(int count, int port) throws IOException {
        selector = Selector.open();
        for (int i = 0; i < count; i++) {
            SocketChannel page = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            page.write(ByteBuffer
                    .wrap(("GET " + LiveRoutes.FEED + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n")
                            .getBytes(US_ASCII)));
            page.configureBlocking(false);
            page.register(selector, SelectionKey.OP_READ);
        }
        thread = Thread.ofPlatform().name("dashboards").daemon().start(this::read);
    }

    private void read() {
        ByteBuffer waste = ByteBuffer.allocateDirect(1 << 20);
        try {
            while (selector.isOpen()) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    int got = ((SocketChannel) key.channel()).read(waste.clear());
                    if (got < 0) {
                        key.cancel();
                    }
                    bytes.add(Math.max(0, got));
                }
                selector.selectedKeys().clear();
            }
        } catch (ClosedSelectorException | ClosedChannelException _) {
            // The end of the measurement.
        } catch (IOException e) {
            throw new UncheckedIOException("a dashboard broke off", e);
        }
    }

    /** What all of them together were sent. */
    long bytes() {
        return bytes.sum();
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
        thread.interrupt();
    }
}
