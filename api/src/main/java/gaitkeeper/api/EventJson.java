package gaitkeeper.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gaitkeeper.api.event.Event;
import gaitkeeper.api.event.EventReader.Placed;
import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.Evidence;
import gaitkeeper.core.ExemplarId;
import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.IdentityEvent.Erased;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityEvent.ExemplarMoved;
import gaitkeeper.core.IdentityEvent.ExemplarRemoved;
import gaitkeeper.core.IdentityEvent.Merged;
import gaitkeeper.core.IdentityEvent.Named;
import gaitkeeper.core.IdentityEvent.Split;
import gaitkeeper.core.IdentityEvent.ToldApart;
import gaitkeeper.core.IdentityEvent.Undone;
import gaitkeeper.core.IdentityEvent.VisitAdded;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.Match;
import gaitkeeper.core.Visit;
import java.util.Optional;

/**
 * Events as clients see them; never a vector or a coordinate. What happened stays as it was told, but of whom the ledger does not
 * know any more neither the name is told nor, in a match, the identity: nothing brings back somebody who was erased.
 */
final class EventJson {
    private final IdentityBook book;

    EventJson(IdentityBook book) {
        this.book = book;
    }

    ObjectNode of(Placed placed) {
        ObjectNode json = Json.object().put("id", placed.id().toString())
                .put("type", placed.event().lane().kind().toString());
        return json.set("data", data(placed.event()));
    }

    ObjectNode data(Event event) {
        return switch (event) {
            case Event.Matched matched -> match(matched.match());
            case Event.Logged logged -> entry(logged.entry());
        };
    }

    /** Whom an answer named, unless they were erased. */
    Optional<Candidate> person(Match match) {
        return match instanceof Match.Known known
                ? Optional.of(known.person()).filter(person -> isKnown(person.identity()))
                : Optional.empty();
    }

    private boolean isKnown(IdentityId identity) {
        return book.ledger().resolved(identity).isPresent();
    }

    ObjectNode match(Match match) {
        Evidence evidence = match.evidence();
        ObjectNode json = Json.object().put("track", match.sequence().track().toString())
                .put("sensor", match.sequence().track().sensor()).put("sequence", match.sequence().toString())
                .put("since", Json.time(evidence.sinceNs())).put("time", Json.time(match.sequence().firstTimeNs()))
                .put("kind", kind(match))
                .put("model", match.model().value()).put("windows", evidence.windows()).put("votes", evidence.votes());
        Json.put(json, "score", evidence.score());
        Json.put(json, "runner_up", evidence.runnerUp());
        Json.put(json, "threshold", evidence.threshold());
        evidence.nearest().map(Candidate::identity).filter(this::isKnown)
                .ifPresent(nearest -> json.put("nearest", nearest.toString()));
        person(match).ifPresent(
                person -> json.put("identity", person.identity().toString()).put("label", person.label()));
        if (match instanceof Match.Known known) {
            json.put("time_to_identify_ms", known.timeToIdentifyMs());
        }
        return json.put("latency_ms", (match.timing().matchedNs() - match.timing().receivedNs()) / 1_000_000);
    }

    static String kind(Match match) {
        return switch (match) {
            case Match.Known _ -> "known";
            case Match.Stranger _ -> "stranger";
            case Match.Undecided _ -> "undecided";
        };
    }

    /** Of an entry the identity stays, so that who keeps a copy can tell what goes. */
    ObjectNode entry(LogEntry entry) {
        ObjectNode json = Json.object().put("number", entry.number()).put("command", entry.command().toString())
                .put("by", entry.by()).put("time", Json.time(entry.timeNs()));
        describe(json, entry.event());
        return json;
    }

    private void describe(ObjectNode json, IdentityEvent event) {
        switch (event) {
            case Enrolled e -> named(json.put("change", "enrolled").put("visit", e.visit().toString()), e.identity(),
                    e.name());
            case ExemplarAdded e -> json.put("change", "exemplar-added").put("identity", e.identity().toString())
                    .put("exemplar", e.exemplar().sequence().toString());
            case VisitAdded e -> json.put("change", "visit-added").put("identity", e.identity().toString())
                    .put("visit", e.visit().toString());
            case Named e -> named(json.put("change", "named"), e.identity(), e.name());
            case ExemplarRemoved e -> json.put("change", "exemplar-removed").put("exemplar", text(e.exemplar()));
            case ExemplarMoved e -> json.put("change", "exemplar-moved").put("exemplar", text(e.exemplar()))
                    .put("identity", e.to().toString());
            case Merged e -> json.put("change", "merged").put("identity", e.from().toString())
                    .put("into", e.into().toString());
            case Split e -> json.put("change", "split").put("identity", e.identity().toString())
                    .put("into", e.to().toString()).set("visits", visits(e.visits()));
            case ToldApart e -> json.put("change", "told-apart").put("identity", e.identity().toString())
                    .put("visit", e.visit().toString());
            case Erased e -> json.put("change", "erased").put("identity", e.identity().toString());
            case Undone e -> json.put("change", "undone").put("undid", e.command().toString());
        }
    }

    private void named(ObjectNode json, IdentityId identity, String name) {
        json.put("identity", identity.toString());
        if (isKnown(identity)) {
            json.put("name", name);
        }
    }

    private static String text(ExemplarId exemplar) {
        return exemplar.sequence().toString();
    }

    static ArrayNode visits(Iterable<Visit> visits) {
        ArrayNode json = Json.array();
        visits.forEach(visit -> json.add(visit.toString()));
        return json;
    }
}
