package gaitkeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.gallery.Ledger;
import gaitkeeper.core.graph.BodyPart;
import gaitkeeper.matcher.Gallery.Hit;
import gaitkeeper.matcher.Lookalikes.Standing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Whom somebody resembles, and by which parts of the body. */
final class LikenessRoutes {
    /** A question takes a fraction of a second; more of them than this would wait for longer than anybody does. */
    private static final int MOST_WAITING = 40;
    private static final int THREADS = 2;

    private final WorkerExecutor threads;
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final IdentityBook book;
    private final Sightings sightings;
    private final Stays stays;
    private final ModelView model;

    LikenessRoutes(Vertx vertx, IdentityBook book, Sightings sightings, Stays stays, ModelView model) {
        this.threads = vertx.createSharedWorkerExecutor("likeness", THREADS);
        this.book = book;
        this.sightings = sightings;
        this.stays = stays;
        this.model = model;
    }

    void mount(Operations operations) {
        operations.on("getParts", this::parts);
        operations.on("findAlikeStay", this::alikeStay);
        operations.on("findAlikeIdentity", this::alikeIdentity);
    }

    private Future<Answer> alikeIdentity(Call call) {
        Candidate person = IdentityRoutes.person(book.ledger(),
                new IdentityId(UUID.fromString(call.text("id").orElseThrow())));
        return asked(() -> {
            int compared = model.alike().exemplars(person.identity()).size();
            return alike(call, compared, most -> model.alike().of(person.identity(), most));
        });
    }

    private Future<Answer> alikeStay(Call call) {
        Sighting stay = stays.of(call);
        return asked(() -> {
            List<float[]> vectors = embedded(stays.windows(stay));
            return alike(call, vectors.size(), most -> model.alike().of(vectors, most));
        });
    }

    /** A page begins after a number of places of the ranking. */
    private Answer alike(Call call, int compared, IntFunction<List<Hit>> ranking) {
        Ledger ledger = book.ledger();
        Map<IdentityId, Sighting> last = sightings.last(ledger);
        int after = call.number("after", 0);
        List<Hit> hits = ranking.apply(after + Paging.limit(call) + 1).stream()
                .filter(hit -> ledger.candidate(hit.identity()).isPresent()).toList();
        Answer page = Paging.page(call, IntStream.range(after, Math.max(after, hits.size())).boxed(),
                place -> json(ledger.candidate(hits.get(place).identity()).orElseThrow(), hits.get(place), last),
                place -> String.valueOf(place + 1));
        ((ObjectNode) page.body()).put("model", model.alike().model().value()).put("compared", compared);
        return page;
    }

    private static ObjectNode json(Candidate person, Hit hit, Map<IdentityId, Sighting> last) {
        ObjectNode json = Json.object().put("identity", person.identity().toString()).put("label", person.label());
        Json.put(json, "score", hit.score());
        IdentityRoutes.putSeen(json, last.get(person.identity()));
        return json;
    }

    private Future<Answer> parts(Call call) {
        Sighting stay = stays.of(call);
        Ledger ledger = book.ledger();
        Candidate shown = stay.person(ledger)
                .or(() -> stay.identified().evidence().nearest().flatMap(near -> ledger.resolved(near.identity())))
                .orElseThrow(LikenessRoutes::nobody);
        Set<IdentityId> not = ledger.apart(stay.identified().visit());
        return asked(() -> parts(stays.windows(stay), shown, not));
    }

    private Answer parts(List<Sequence> windows, Candidate shown, Set<IdentityId> not) {
        List<float[]> whole = embedded(windows);
        Standing standing = model.alike().standing(whole, shown.identity(), not);
        if (!Float.isFinite(standing.score())) {
            throw nobody();
        }
        ObjectNode json = Json.object().put("identity", shown.identity().toString()).put("label", shown.label())
                .put("model", model.alike().model().value()).put("compared", whole.size());
        Json.put(json, "score", standing.score());
        Json.put(json, "margin", standing.margin());
        var parts = json.putArray("parts");
        for (BodyPart part : BodyPart.values()) {
            Standing without = model.alike().standing(model.without().apply(part, windows), shown.identity(), not);
            ObjectNode one = parts.addObject().put("part", part.id());
            Json.put(one, "score_loss", standing.score() - without.score());
            Json.put(one, "margin_loss", standing.margin() - without.margin());
        }
        return Answer.of(json);
    }

    private List<float[]> embedded(List<Sequence> windows) {
        List<float[]> vectors = model.embed().apply(windows);
        if (vectors.isEmpty()) {
            throw new Problem(409, "no-windows",
                    "the windows of this stay are not kept any more, or were cut for another"
                            + " model; ask sooner, or keep gk.sequences for longer");
        }
        return vectors;
    }

    private Future<Answer> asked(Callable<Answer> question) {
        if (!room.tryAcquire()) {
            throw Problem.unavailable("too many such questions wait for their answer; ask again in a second");
        }
        return threads.executeBlocking(question, false).onComplete(_ -> room.release())
                .recover(failure -> Future.failedFuture(
                        failure instanceof MalformedException why ? noModel(why) : failure));
    }

    private static Problem nobody() {
        return new Problem(409, "nobody-compared",
                "there is nobody in the gallery whom this stay can be compared with");
    }

    private static Problem noModel(MalformedException why) {
        return new Problem(503, "no-model", "this process cannot run the model that its answers are made with ("
                + why.reason() + "); see that the bundle given by --model is whole, and start it again");
    }
}
