package gaitkeeper.ingest;

import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAckReturnCode;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import java.util.EnumSet;
import java.util.Set;
import javax.net.ssl.SSLException;

/** What to change when an MQTT broker cannot be used. Never tells name or password. */
final class MqttTrouble {
    private static final Set<Mqtt5ConnAckReasonCode> STRANGER_5 = EnumSet.of(Mqtt5ConnAckReasonCode.NOT_AUTHORIZED,
            Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
    private static final Set<Mqtt3ConnAckReturnCode> STRANGER_3 = EnumSet.of(Mqtt3ConnAckReturnCode.NOT_AUTHORIZED,
            Mqtt3ConnAckReturnCode.BAD_USER_NAME_OR_PASSWORD);

    private MqttTrouble() {}

    static String tell(Throwable failure) {
        return switch (failure) {
            case Mqtt5ConnAckException e when STRANGER_5.contains(e.getMqttMessage().getReasonCode()) -> stranger();
            case Mqtt3ConnAckException e when STRANGER_3.contains(e.getMqttMessage().getReturnCode()) -> stranger();
            case Mqtt5SubAckException _, Mqtt3SubAckException _ -> "the broker does not let this client read the topic;"
                    + " allow it there, or say another --mqtt-topic";
            case SSLException e -> "no encrypted connection (" + e.getMessage()
                    + "); the broker's certificate must be for"
                    + " the host of --mqtt and trusted by this JVM: GAITKEEPER_JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE";
            default -> failure.getCause() == null ? String.valueOf(failure.getMessage()) : tell(failure.getCause());
        };
    }

    private static String stranger() {
        return "the broker refuses the name or the password; check --mqtt-user and GAITKEEPER_MQTT_PASSWORD";
    }
}
