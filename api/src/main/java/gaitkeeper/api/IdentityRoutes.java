package gaitkeeper.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.gallery.Ledger;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is known. */
final class IdentityRoutes {
    private final IdentityBook book;
    private final Sightings sightings;

    IdentityRoutes(IdentityBook book, Sightings sightings) {
        this.book = book;
        this.sightings = sightings;
    }

    void mount(Operations operations) {
        operations.on("listIdentities", this::list);
        operations.on("getIdentity", this::one);
    }

    private Future<Answer> list(Call call) {
        int after = call.number("after", 0);
        Optional<String> sought = call.text("name").map(name -> name.toLowerCase(Locale.ROOT));
        sought.ifPresent(call::about);
        Ledger ledger = book.ledger();
        Map<IdentityId, Sighting> last = sightings.last(ledger);
        Stream<Candidate> found = ledger.everyone().stream().filter(person -> person.number() > after)
                .filter(person -> sought.isEmpty() || person.label().toLowerCase(Locale.ROOT).contains(sought.get()));
        return Future.succeededFuture(Paging.page(call, found, person -> json(ledger, person, last),
                person -> String.valueOf(person.number())));
    }

    private Future<Answer> one(Call call) {
        Ledger ledger = book.ledger();
        IdentityId identity = new IdentityId(UUID.fromString(call.text("id").orElseThrow()));
        Candidate person = person(ledger, identity);
        ObjectNode json = json(ledger, person, sightings.last(ledger));
        json.set("stays", EventJson.visits(ledger.visits(identity)));
        json.set("evidence", exemplars(ledger, identity));
        return Future.succeededFuture(new Answer(200, json, Map.of("ETag", tag(book.version(identity)))));
    }

    /** Somebody who is known under this id now; of one merged into another, that one's id is told. */
    static Candidate person(Ledger ledger, IdentityId identity) {
        return ledger.candidate(identity).orElseThrow(() -> ledger.resolved(identity)
                .map(now -> new Problem(410, "merged", "this identity is " + now.identity() + " now"))
                .orElseGet(() -> Problem.notFound("identity " + identity)));
    }

    static String tag(long version) {
        return "\"" + version + "\"";
    }

    private ObjectNode json(Ledger ledger, Candidate person, Map<IdentityId, Sighting> last) {
        ObjectNode json = Json.object().put("id", person.identity().toString()).put("number", person.number())
                .put("name", person.name()).put("label", person.label())
                .put("exemplars", ledger.held(person.identity()).size())
                .put("visits", ledger.visits(person.identity()).size()).put("version", book.version(person.identity()));
        putSeen(json, last.get(person.identity()));
        return json;
    }

    /** Where somebody was seen last, if that is known. */
    static void putSeen(ObjectNode json, @Nullable Sighting last) {
        if (last != null) {
            json.set("seen", Json.object().put("sensor", last.track().sensor()).put("track", last.track().toString())
                    .put("time", Json.time(last.toNs())));
        }
    }

    private static JsonNode exemplars(Ledger ledger, IdentityId identity) {
        var json = Json.array();
        ledger.held(identity).forEach(exemplar -> {
            ObjectNode one = json.addObject().put("sequence", exemplar.sequence().toString())
                    .put("model", exemplar.model().value())
                    .put("time", Json.time(exemplar.sequence().firstTimeNs()));
            ledger.visitOf(exemplar).ifPresent(visit -> one.put("visit", visit.toString()));
        });
        return json;
    }
}
