package gaitkeeper.deploy;

import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a server shows of itself.
 *
 * @param certificate PEM, the chain with the server's own first
 * @param key PEM, PKCS#8
 */
public record Tls(Path certificate, Path key) {
    /** Checks that both can be read now. */
    public Tls {
        for (Path file : new Path[]{certificate, key}) {
            if (!Files.isReadable(file)) {
                throw new IllegalArgumentException("--tls-cert and --tls-key: " + file + " cannot be read");
            }
        }
    }

    PemKeyCertOptions options() {
        return new PemKeyCertOptions().setCertPath(certificate.toString()).setKeyPath(key.toString());
    }

    /** Another number when either file was replaced; 0 while one is away. */
    long changed() {
        return 31 * certificate.toFile().lastModified() + key.toFile().lastModified();
    }
}
