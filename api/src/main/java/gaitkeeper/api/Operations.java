package gaitkeeper.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import gaitkeeper.api.Operation.Parameter;
import gaitkeeper.api.access.AccessRole;
import gaitkeeper.api.access.Caller;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Joins the document's operations with the code that answers them; what reaches that code fits the document. */
final class Operations {
    /** Largest body of a request, bytes. */
    static final long MAX_BODY = 16 << 10;

    private final Contract contract;
    private final Router router;
    private final AuditTrail audit;
    private final Idempotency idempotency;
    private final Set<String> missing;

    Operations(Contract contract, Router router, AuditTrail audit, Idempotency idempotency) {
        this.contract = contract;
        this.router = router;
        this.audit = audit;
        this.idempotency = idempotency;
        this.missing = new TreeSet<>(contract.operations().keySet());
    }

    /** Answers one operation. */
    interface Answering {
        /**
         * Answers.
         *
         * @throws Problem if it cannot be done; the future may fail with one too
         */
        Future<Answer> answer(Call call);
    }

    /** Answers {@code id} by {@code answering}. */
    void on(String id, Answering answering) {
        Operation operation = contract.operation(id);
        stream(id, call -> idempotency.once(operation, call, answering)
                .onSuccess(answer -> answer.send(call.context().response())).onFailure(call.context()::fail));
    }

    /** Answers {@code id} by a handler that writes the response itself, perhaps for hours. */
    void stream(String id, Handler<Call> handler) {
        Operation operation = contract.operation(id);
        router.route(operation.method(), operation.route()).handler(context -> audit.follow(operation, context))
                .handler(context -> admit(operation, context));
        if (operation.body().isPresent()) {
            router.route(operation.method(), operation.route())
                    .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
        }
        router.route(operation.method(), operation.route()).handler(context -> handler.handle(
                new Call(context, parameters(operation, context), body(operation, context))));
        missing.remove(id);
    }

    /** Makes a forgotten operation an error at the start instead of a lie in the document. */
    void checkComplete() {
        if (!missing.isEmpty()) {
            throw new IllegalStateException("nobody answers " + missing);
        }
    }

    private static void admit(Operation operation, RoutingContext context) {
        AccessRole role = Caller.of(context).role();
        if (!role.admits(operation.role())) {
            throw new Problem(403, "role-too-low", "this needs role " + operation.role() + ", you are " + role);
        }
        context.next();
    }

    private static Map<String, JsonNode> parameters(Operation operation, RoutingContext context) {
        Set<String> known = operation.parameters().stream().filter(one -> one.in().equals("query"))
                .map(Parameter::name).collect(Collectors.toSet());
        context.queryParams().names().stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new Problem(400, "bad-parameter", "there is no parameter of this name; known are "
                    + new TreeSet<>(known));
        });
        Map<String, JsonNode> values = new HashMap<>();
        for (Parameter parameter : operation.parameters()) {
            parameter(parameter, context).ifPresent(value -> values.put(parameter.name(), value));
        }
        return values;
    }

    private static Optional<JsonNode> parameter(Parameter parameter, RoutingContext context) {
        List<String> texts = switch (parameter.in()) {
            case "path" -> List.of(context.pathParam(parameter.name()));
            case "query" -> context.queryParam(parameter.name());
            default -> context.request().headers().getAll(parameter.name());
        };
        if (texts.isEmpty() && !parameter.required()) {
            return Optional.empty();
        }
        if (texts.size() != 1) {
            throw new Problem(400, "bad-parameter", parameter.name() + " must be given once");
        }
        JsonNode value = value(parameter, texts.getFirst());
        parameter.shape().faultOf(value).ifPresent(fault -> {
            throw new Problem(400, "bad-parameter", parameter.name() + fault);
        });
        return Optional.of(value);
    }

    /** A text that is not of the type stays a text, and the schema says so. */
    private static JsonNode value(Parameter parameter, String text) {
        return switch (parameter.type()) {
            case "integer" -> text.matches("-?[0-9]{1,18}")
                    ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
                    : JsonNodeFactory.instance.textNode(text);
            case "boolean" -> Set.of("true", "false").contains(text)
                    ? JsonNodeFactory.instance.booleanNode(text.equals("true"))
                    : JsonNodeFactory.instance.textNode(text);
            default -> JsonNodeFactory.instance.textNode(text);
        };
    }

    private static JsonNode body(Operation operation, RoutingContext context) {
        if (operation.body().isEmpty()) {
            return MissingNode.getInstance();
        }
        // Parameters, such as a charset, may follow the type. A form of another site cannot send JSON unasked.
        String type = context.request().getHeader("Content-Type");
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw new Problem(415, "not-json", "Content-Type must be application/json");
        }
        JsonNode body = read(context.body().buffer());
        operation.body().get().faultOf(body).ifPresent(fault -> {
            throw new Problem(400, "bad-body", "the body does not fit the document: " + fault);
        });
        return body;
    }

    private static JsonNode read(@Nullable Buffer body) {
        try {
            return Json.read(body == null ? new byte[0] : body.getBytes());
        } catch (IOException e) {
            throw new Problem(400, "bad-body", "the body is not one JSON value");
        }
    }
}
