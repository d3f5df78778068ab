package gaitkeeper.api;

import gaitkeeper.core.GalleryCommand;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.LogEntry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Carries operators' corrections to the gallery's writer, one after the other, and brings its answers back: the entry it wrote,
 * or why it refused. The next one is looked at when the answer to the one before is in our books, so of two operators who
 * correct the same identity at once the second is told.
 */
final class Desk {
    private static final long PATIENCE_S = 10;
    private static final int MAX_WAITING = 200;

    private final Context context;
    private final Function<GalleryRequest, Future<?>> send;
    private final Map<UUID, Promise<LogEntry>> asked = new HashMap<>();
    private Future<LogEntry> last = Future.failedFuture("nothing was asked yet");
    private int waiting;

    /**
     * Makes a desk.
     *
     * @param send stores a request for the writer; must not block
     */
    Desk(Vertx vertx, Function<GalleryRequest, Future<?>> send) {
        this.context = vertx.getOrCreateContext();
        this.send = send;
    }

    /**
     * Asks the writer.
     *
     * @param id names the command; the writer carries out a second one of that name no more
     * @param command made when it is this one's turn, from what is known then
     */
    Future<LogEntry> ask(UUID id, String by, Supplier<GalleryCommand> command) {
        Promise<LogEntry> answer = Promise.promise();
        context.runOnContext(_ -> {
            if (waiting >= MAX_WAITING) {
                answer.fail(Problem.unavailable("too many corrections are waiting for the gallery's writer"));
                return;
            }
            waiting++;
            last = last.transform(_ -> perform(id, by, command)).onComplete(_ -> waiting--);
            last.onComplete(answer);
        });
        return answer.future();
    }

    private Future<LogEntry> perform(UUID id, String by, Supplier<GalleryCommand> command) {
        Promise<LogEntry> answer = Promise.promise();
        try {
            var request = new GalleryRequest(id, by, command.get());
            asked.put(id, answer);
            send.apply(request)
                    .onFailure(_ -> context.runOnContext(_ -> fail(id, "the broker did not take it; try again")));
        } catch (Problem e) {
            return Future.failedFuture(e);
        }
        context.owner().setTimer(TimeUnit.SECONDS.toMillis(PATIENCE_S), _ -> context.runOnContext(_ -> fail(id,
                "the gallery's writer did not answer within " + PATIENCE_S + " s; it may still do it, so ask again with"
                        + " the same Idempotency-Key")));
        return answer.future();
    }

    private void fail(UUID id, String why) {
        Promise<LogEntry> answer = asked.remove(id);
        if (answer != null) {
            answer.fail(Problem.unavailable(why));
        }
    }

    /** The writer wrote an entry; it is in the books. Any thread. */
    void written(LogEntry entry) {
        context.runOnContext(_ -> {
            Promise<LogEntry> answer = asked.remove(entry.command());
            if (answer != null) {
                answer.complete(entry);
            }
        });
    }

    /** The writer refused a command. Any thread. */
    void refused(UUID command, String why) {
        context.runOnContext(_ -> {
            Promise<LogEntry> answer = asked.remove(command);
            if (answer != null) {
                answer.fail(new Problem(409, "refused", why));
            }
        });
    }
}
