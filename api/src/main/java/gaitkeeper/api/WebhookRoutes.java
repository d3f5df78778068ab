package gaitkeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

/** Who is told by webhook. */
final class WebhookRoutes {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Webhooks webhooks;

    WebhookRoutes(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    void mount(Operations operations) {
        operations.on("listWebhooks", this::list);
        operations.on("addWebhook", this::add);
        operations.on("removeWebhook", this::remove);
    }

    private Future<Answer> list(Call call) {
        ObjectNode json = Json.object();
        var items = json.putArray("items");
        webhooks.all().forEach(hook -> items.add(hook.json()));
        return Future.succeededFuture(Answer.of(json));
    }

    /** The secret is in this answer and in no other. */
    private Future<Answer> add(Call call) {
        String url = call.body().path("url").asText();
        call.about(url);
        checkAddress(url);
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        return webhooks.add(new Webhook(UUID.randomUUID().toString(), url, HexFormat.of().formatHex(secret),
                Webhook.filter(call.body()), webhooks.now()))
                .map(hook -> new Answer(201, hook.json().put("secret", hook.secret()), Map.of()));
    }

    private static void checkAddress(String url) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null && uri.getUserInfo() == null
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return;
            }
        } catch (IllegalArgumentException _) {
            // Told below.
        }
        throw new Problem(400, "bad-address", "url must be http or https, with a host and without a password");
    }

    private Future<Answer> remove(Call call) {
        return webhooks.remove(call.text("id").orElseThrow()).map(removed -> {
            if (!removed) {
                throw Problem.notFound("webhook of this id");
            }
            return Answer.nothing();
        });
    }
}
