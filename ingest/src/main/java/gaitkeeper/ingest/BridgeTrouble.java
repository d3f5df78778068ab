package gaitkeeper.ingest;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;

/** What to change when a bridge's Kafka cannot be used. */
final class BridgeTrouble {
    private BridgeTrouble() {}

    static String tell(KafkaException failure) {
        return switch (failure) {
            case AuthenticationException _ -> "Kafka refuses the credentials, or its certificate is not trusted; check"
                    + " security.protocol, sasl.* and ssl.* in the file of --bridge-config";
            case AuthorizationException e -> "Kafka does not allow it (" + e.getMessage() + "); let the user of"
                    + " --bridge-config read the topic and the group";
            case TimeoutException e -> "Kafka does not answer (" + e.getMessage() + "); check --bridge-kafka";
            case ConfigException e -> "the settings make no sense (" + e.getMessage() + "); check --bridge-kafka and"
                    + " --bridge-config";
            default -> causedBy(failure);
        };
    }

    /** What the client could not make sense of may be a password in the wrong place, so it is not repeated. */
    private static String causedBy(KafkaException failure) {
        return switch (failure.getCause()) {
            case KafkaException cause -> tell(cause);
            case IllegalArgumentException _ -> "the settings make no sense; check sasl.jaas.config and what else is in"
                    + " the file of --bridge-config";
            case null, default -> String.valueOf(failure.getMessage());
        };
    }
}
