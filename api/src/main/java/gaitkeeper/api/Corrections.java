package gaitkeeper.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import gaitkeeper.core.GalleryCommand;
import gaitkeeper.core.LogEntry;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Asks the gallery's writer in a caller's name. Under the same {@code Idempotency-Key} the command has the same id, so the
 * writer carries it out once even if this process has forgotten.
 */
record Corrections(Desk desk) {
    Future<LogEntry> ask(Call call, Supplier<GalleryCommand> command) {
        String by = call.caller().means() + ":" + call.caller().name();
        UUID id = call.text(Idempotency.HEADER).map(key -> UUID.nameUUIDFromBytes((by + " " + key).getBytes(UTF_8)))
                .orElseGet(UUID::randomUUID);
        return desk.ask(id, by, command);
    }
}
