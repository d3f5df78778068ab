package gaitkeeper.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.SubscriptionAuthorizer;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.packets.connect.ConnectPacket;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A real MQTT broker (HiveMQ Community Edition) in this process, plain and encrypted. Clients without a name may enter; those with one
 * must be {@value #USER} and know the password. Nobody may read {@value #SECRET_TOPIC}, or what else a test forbids.
 */
final class TestBroker implements AutoCloseable {
    static final String USER = "gk";
    static final String PASSWORD = "swordfish";
    static final String SECRET_TOPIC = "secret";

    final int port = freePort();
    final int securePort = freePort();
    /** What a client must trust; the certificate is for 127.0.0.1 alone. */
    final Path keys;
    private final Map<String, Integer> refused = new ConcurrentHashMap<>();
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    private final EmbeddedHiveMQ broker;

    TestBroker(Path folder) throws IOException, InterruptedException {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        keys = folder.resolve("broker.p12");
        makeKeys();
        Files.writeString(conf.resolve("config.xml"), """
                <hivemq><listeners>
                <tcp-listener><port>%d</port><bind-address>127.0.0.1</bind-address></tcp-listener>
                <tls-tcp-listener><port>%d</port><bind-address>127.0.0.1</bind-address><tls><keystore><path>%s</path>
                <password>%s</password><private-key-password>%4$s</private-key-password></keystore></tls>
                </tls-tcp-listener></listeners>
                <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
                <persistence><mode>in-memory</mode></persistence></hivemq>""".formatted(port, securePort, keys,
                PASSWORD));
        broker = EmbeddedHiveMQ.builder().withConfigurationFolder(conf)
                .withDataFolder(Files.createDirectories(folder.resolve("data")))
                .withExtensionsFolder(Files.createDirectories(folder.resolve("extensions")))
                .withEmbeddedExtension(EmbeddedExtension.builder().withId("rules").withName("rules").withVersion("1")
                        .withPriority(1).withStartPriority(1).withExtensionMain(new Rules()).build())
                .build();
        forbid(SECRET_TOPIC);
        broker.start().orTimeout(30, TimeUnit.SECONDS).join();
    }

    static int freePort() {
        try (var probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no port is free", e);
        }
    }

    /** Lets nobody read a topic. */
    void forbid(String topic) {
        forbidden.add(topic);
    }

    /** Lets everybody read a topic. */
    void permit(String topic) {
        forbidden.remove(topic);
    }

    /** How often a client was not let in. */
    int refusals(String client) {
        return refused.getOrDefault(client, 0);
    }

    private void makeKeys() throws IOException, InterruptedException {
        int result = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "broker", "-keyalg", "EC", "-dname", "CN=broker", "-ext", "SAN=ip:127.0.0.1",
                "-storetype", "PKCS12", "-keystore", keys.toString(), "-storepass", PASSWORD).inheritIO().start()
                .waitFor();
        if (result != 0) {
            throw new IllegalStateException("keytool failed");
        }
    }

    @Override
    public void close() {
        // It takes seconds to end in order, and nobody needs its order.
        var _ = broker.stop();
    }

    /** Who may enter and read. */
    private final class Rules implements ExtensionMain {
        @Override
        public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
            SimpleAuthenticator door = (attempt, answer) -> {
                if (mayEnter(attempt.getConnectPacket())) {
                    answer.authenticateSuccessfully();
                } else {
                    refused.merge(attempt.getConnectPacket().getClientId(), 1, Integer::sum);
                    answer.failAuthentication(ConnackReasonCode.BAD_USER_NAME_OR_PASSWORD, "no");
                }
            };
            SubscriptionAuthorizer reading = (attempt, answer) -> {
                if (forbidden.contains(attempt.getSubscription().getTopicFilter())) {
                    answer.failAuthorization();
                } else {
                    answer.authorizeSuccessfully();
                }
            };
            Services.securityRegistry().setAuthenticatorProvider(_ -> door);
            Services.securityRegistry().setAuthorizerProvider(_ -> reading);
        }

        private boolean mayEnter(ConnectPacket packet) {
            return packet.getUserName().isEmpty() || packet.getUserName().get().equals(USER)
                    && packet.getPassword().filter(UTF_8.encode(PASSWORD)::equals).isPresent();
        }

        @Override
        public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {}
    }
}
