package gaitkeeper.ingest;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import gaitkeeper.ingest.CanonicalFrames.Form;
import gaitkeeper.ingest.CanonicalFrames.Result;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for sensors that publish to an MQTT broker, 3.1.1 or 5: one document a message. A message is acknowledged when all its
 * frames are stored, so a broker that keeps the session (QoS 1, a fixed client id) sends again what was under way at a crash; the same
 * frames twice are dropped by the windower if their format gives times. Messages are read one at a time; while Kafka is congested none
 * is, so no more than {@link MqttSource#MOST_UNACKNOWLEDGED} (5) or the broker's own bound (3.1.1) are under way. Connects again by
 * itself, a refused password included, at growing intervals of up to two minutes, and asks again for a topic that it may not read.
 */
public final class MqttDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MqttDoor.class);
    private static final int MOST_UNDER_WAY = 1_024;
    private static final long GOOD_BYE_S = 2;

    private final MqttSource source;
    private final Refusals refusals;
    private final SourceReaders readers;
    private final Courier courier;
    private final Backoff backoff;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("mqtt-door").daemon().factory());
    /** Whether the topic was asked for, or is being asked for again and again. */
    private final AtomicBoolean subscribed = new AtomicBoolean();
    private Runnable disconnect = () -> {};
    private Supplier<CompletableFuture<?>> request = () -> CompletableFuture.completedFuture(true);
    private volatile boolean connected;
    private volatile String trouble = "not connected yet";

    /**
     * Makes the door; it is closed until {@link #open}.
     *
     * @param settings empty for canonical JSON; else as in the address of {@link IngestRoutes#FRAMES}. Without {@code sensor} each
     *     topic is one, named after it
     * @param backoff how long it waits before it asks again for a topic that it may not read
     * @throws gaitkeeper.core.MalformedException if the settings make no sense
     */
    public MqttDoor(MqttSource source, Intake intake, Map<String, String> settings, Backoff backoff) {
        this.backoff = backoff;
        this.source = source;
        this.refusals = intake.refusals();
        this.readers = new SourceReaders(intake.admission(), settings);
        this.courier = new Courier(intake.frames(), MOST_UNDER_WAY);
    }

    /** Connects and subscribes in the background, and again whenever the connection is lost. */
    public MqttDoor open() {
        MqttClientBuilder builder = MqttClient.builder().identifier(source.clientId()).serverHost(source.host())
                .serverPort(source.port()).automaticReconnectWithDefaultConfig()
                .addConnectedListener(_ -> connected()).addDisconnectedListener(context -> {
                    connected = false;
                    trouble = MqttTrouble.tell(context.getCause());
                    if (context.getSource() != MqttDisconnectSource.USER) {
                        LOG.atWarn().addKeyValue("broker", source.host()).addKeyValue("cause", trouble)
                                .log("no connection to the MQTT broker; trying again");
                    }
                });
        if (source.encrypted()) {
            builder = builder.sslWithDefaultConfig();
        }
        switch (source.version()) {
            case V5 -> open(signed(builder.useMqttVersion5()).buildAsync());
            case V3 -> open(signed(builder.useMqttVersion3()).buildAsync());
        }
        return this;
    }

    private Mqtt5ClientBuilder signed(Mqtt5ClientBuilder client) {
        return source.credentials().<Mqtt5ClientBuilder>map(told -> client.simpleAuth().username(told.user())
                .password(told.passwordBytes()).applySimpleAuth()).orElse(client);
    }

    private Mqtt3ClientBuilder signed(Mqtt3ClientBuilder client) {
        return source.credentials().<Mqtt3ClientBuilder>map(told -> client.simpleAuth().username(told.user())
                .password(told.passwordBytes()).applySimpleAuth()).orElse(client);
    }

    private void open(Mqtt5AsyncClient client) {
        disconnect = () -> await(client.disconnect());
        request = () -> client.subscribeWith().topicFilter(source.topic()).qos(MqttQos.AT_LEAST_ONCE).send();
        // Before connecting: what a kept session holds comes at once.
        client.publishes(MqttGlobalPublishFilter.ALL,
                one -> receive(one.getTopic().toString(), one.getPayloadAsBytes(), one::acknowledge), thread, true);
        var _ = client.connectWith().cleanStart(false).sessionExpiryInterval(MqttSource.KEPT_SECONDS).restrictions()
                .receiveMaximum(MqttSource.MOST_UNACKNOWLEDGED).applyRestrictions().send();
    }

    private void open(Mqtt3AsyncClient client) {
        disconnect = () -> await(client.disconnect());
        request = () -> client.subscribeWith().topicFilter(source.topic()).qos(MqttQos.AT_LEAST_ONCE).send();
        // Before connecting: what a kept session holds comes at once.
        client.publishes(MqttGlobalPublishFilter.ALL,
                one -> receive(one.getTopic().toString(), one.getPayloadAsBytes(), one::acknowledge), thread, true);
        var _ = client.connectWith().cleanSession(false).send();
    }

    /** Subscribes once: the client does so again by itself where the broker has forgotten. */
    private void connected() {
        trouble = "";
        connected = true;
        if (!subscribed.getAndSet(true)) {
            subscribe(0);
        }
        LOG.atInfo().addKeyValue("broker", source.host()).addKeyValue("topic", source.topic())
                .log("connected to the MQTT broker");
    }

    private void subscribe(int refusals) {
        if (!connected) {
            // The next connection asks; it may be there by now, and have found that this one would.
            subscribed.set(false);
            if (!connected || subscribed.getAndSet(true)) {
                return;
            }
        }
        var _ = request.get().whenComplete((_, failure) -> {
            if (failure == null) {
                trouble = "";
            } else {
                refused(failure, refusals);
            }
        });
    }

    /** Asks again after a while: somebody may have changed the broker's rules. */
    private void refused(Throwable failure, int before) {
        trouble = MqttTrouble.tell(failure);
        LOG.atError().addKeyValue("topic", source.topic()).addKeyValue("cause", trouble)
                .log("the MQTT broker lets nothing through");
        CompletableFuture.delayedExecutor(backoff.after(before).toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> subscribe(before + 1));
    }

    private void receive(String topic, byte[] document, Runnable acknowledge) {
        Result result = readers.of(topic).parse(document, Form.VALUES);
        refusals.report("mqtt:" + topic, document, result);
        try {
            courier.deliver(result.frames(), acknowledge);
        } catch (InterruptedException e) {
            // The door closes; the message is not acknowledged and comes again.
            Thread.currentThread().interrupt();
        }
    }

    /** Whether messages can come in. */
    public boolean alive() {
        return connected && trouble.isEmpty();
    }

    /** Why none do, or empty. */
    public String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        courier.close();
        thread.shutdownNow();
        disconnect.run();
    }

    private static void await(CompletableFuture<?> done) {
        done.completeOnTimeout(null, GOOD_BYE_S, TimeUnit.SECONDS).exceptionally(_ -> null).join();
    }
}
