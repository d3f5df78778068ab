package gaitkeeper.deploy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The kinds of objects that are used here, as Kubernetes' own document describes them. */
final class KubernetesSchema {
    private static final Map<String, Kind> KINDS = Map.of("apps/v1 Deployment", V1Deployment::validateJsonElement,
            "apps/v1 StatefulSet", V1StatefulSet::validateJsonElement, "v1 Service", V1Service::validateJsonElement,
            "v1 Namespace", V1Namespace::validateJsonElement, "networking.k8s.io/v1 NetworkPolicy",
            V1NetworkPolicy::validateJsonElement);

    private KubernetesSchema() {}

    @FunctionalInterface
    private interface Kind {
        void check(JsonElement object) throws IOException;
    }

    /** What is wrong with an object: an unknown kind, a field that there is not, one that is missing. */
    static Optional<String> faultOf(JsonObject object) {
        String name = object.getString("apiVersion") + " " + object.getString("kind");
        Kind kind = KINDS.get(name);
        if (kind == null) {
            return Optional.of(name + " is unknown");
        }
        try {
            kind.check(JsonParser.parseString(object.encode()));
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
