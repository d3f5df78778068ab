package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An MQTT broker and what to listen to.
 *
 * @param version of the protocol
 * @param broker {@code mqtt://host:1883} or, encrypted and checked against the host's trusted certificates, {@code mqtts://host:8883}
 * @param topic filter, with {@code +} and {@code #}
 * @param clientId under which the broker keeps what was not acknowledged; one per process
 * @param credentials name and password, if the broker wants them
 */
public record MqttSource(Version version, URI broker, String topic, String clientId,
        Optional<Credentials> credentials) {
    /** Most messages the broker may send before one is acknowledged. */
    static final int MOST_UNACKNOWLEDGED = 64;
    /** How long a broker keeps the session of a client that is away. */
    static final long KEPT_SECONDS = 3_600;

    /** Checks the address and the topic. */
    public MqttSource {
        boolean known = "mqtt".equals(broker.getScheme()) || "mqtts".equals(broker.getScheme());
        if (!known || broker.getHost() == null) {
            throw new MalformedException(Reason.BAD_FIELD, "an MQTT broker is mqtt://host:1883 or mqtts://host:8883");
        }
        if (topic.isEmpty() || clientId.isEmpty()) {
            throw new MalformedException(Reason.BAD_FIELD, "say the topic, such as sensors/#, and a client id");
        }
    }

    /** Versions of the protocol. */
    public enum Version {
        /** 3.1.1. */
        V3,
        /** 5.0. */
        V5
    }

    /** Who we are to the broker. */
    public record Credentials(String user, String password) {
        byte[] passwordBytes() {
            return password.getBytes(StandardCharsets.UTF_8);
        }

        /** Never the password. */
        @Override
        public String toString() {
            return user;
        }
    }

    String host() {
        return broker.getHost();
    }

    int port() {
        return broker.getPort() > 0 ? broker.getPort() : encrypted() ? 8883 : 1883;
    }

    boolean encrypted() {
        return "mqtts".equals(broker.getScheme());
    }
}
