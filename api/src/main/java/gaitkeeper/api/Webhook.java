package gaitkeeper.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gaitkeeper.api.event.Cursor;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BiConsumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Somebody who wants events posted to them.
 *
 * @param id names it
 * @param url http or https
 * @param secret key of the signatures, kept in clear because each delivery is signed with it
 * @param filter which events
 * @param done what has been delivered
 */
record Webhook(String id, String url, String secret, EventFilter filter, Cursor done) {
    private static final String ALGORITHM = "HmacSHA256";

    Webhook deliveredUpTo(Cursor cursor) {
        return new Webhook(id, url, secret, filter, cursor);
    }

    /** {@code t=<seconds>,v1=<hex>}: HMAC-SHA-256 of {@code <seconds>.<body>}, so that a delivery cannot be replayed later. */
    String signature(long epochSeconds, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
            mac.update((epochSeconds + ".").getBytes(UTF_8));
            return "t=" + epochSeconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** What may be shown: everything but the secret. */
    ObjectNode json() {
        ObjectNode json = Json.object().put("id", id).put("url", url).put("delivered", done.toString());
        filter.type().ifPresent(type -> json.put("type", type.toString()));
        BiConsumer<String, Optional<String>> put = (name, value) -> value.ifPresent(text -> json.put(name, text));
        put.accept("kind", filter.kind());
        put.accept("sensor", filter.sensor());
        put.accept("identity", filter.identity());
        return json;
    }

    static EventFilter filter(JsonNode json) {
        return new EventFilter(text(json, "type").map(EventFilter::type), text(json, "kind"), text(json, "sensor"),
                text(json, "identity"));
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.ofNullable(json.get(field)).map(JsonNode::asText);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Webhook[" + id + " " + url + "]";
    }
}
