package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.api.access.AccessBook;
import gaitkeeper.api.access.AccessHandler;
import io.prometheus.client.CollectorRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate that is replaced while the server runs. */
class CertificateReloadTest {
    private static final String PASSWORD = "of a file that is gone in a moment";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private long modified = 1_000_000_000_000L;

    @AfterEach
    void close() {
        vertx.close().await();
    }

    /** Has the JDK make a certificate of its own and shows it from now on. */
    private void install(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-storetype", "PKCS12",
                "-keystore", store.toString(), "-storepass", PASSWORD).inheritIO().start();
        assertThat(keytool.waitFor()).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Files.writeString(certificate(), pem("CERTIFICATE", keys.getCertificate(name).getEncoded()));
        Files.writeString(key(), pem("PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded()));
        touch();
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + what
                + "-----\n";
    }

    /** File systems tell times apart in steps longer than this test. */
    private void touch() {
        modified += 10_000;
        assertThat(certificate().toFile().setLastModified(modified)).isTrue();
    }

    private Path certificate() {
        return folder.resolve("tls.crt");
    }

    private Path key() {
        return folder.resolve("tls.key");
    }

    @Test
    void isShownToWhoeverConnectsFromThenOnUnlessItIsBroken() throws Exception {
        install("first.example");
        var access = new AccessHandler(vertx, true, new AccessBook(folder.resolve("none"), InstantSource.system()),
                Optional.empty(), InstantSource.system());
        try (var front = new HttpFront(vertx, _ -> {}, new CollectorRegistry(), new HealthChecks(), new HealthChecks(),
                access, Optional.of(new Tls(certificate(), key())))) {
            int port = front.listen("127.0.0.1", 0);
            assertThat(shownAt(port)).contains("first.example");

            install("second.example");
            front.refreshCertificate();
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!shownAt(port).contains("second.example")) {
                assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            }

            Files.writeString(key(), "no key");
            touch();
            front.refreshCertificate();
            assertThat(shownAt(port)).contains("second.example");
        }
    }

    private static String shownAt(int port) throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[]{new Trusting()}, null);
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSubjectX500Principal().getName();
        }
    }

    /** Wants to see what is shown, not to believe it. */
    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
