package gaitkeeper.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.gallery.Ledger;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who was where when, under the identities of today: merges and names count for the past too. */
final class SightingRoutes {
    private final IdentityBook book;
    private final Sightings sightings;
    private final EventJson events;

    SightingRoutes(IdentityBook book, Sightings sightings, EventJson events) {
        this.book = book;
        this.sightings = sightings;
        this.events = events;
    }

    void mount(Operations operations) {
        operations.on("listSightings", this::list);
        operations.on("getTrack", this::track);
        operations.on("listSensors", this::sensors);
    }

    private Future<Answer> list(Call call) {
        call.about(call.parameters().toString());
        Ledger ledger = book.ledger();
        long before = call.text("after").map(Long::parseLong).orElse(Long.MAX_VALUE);
        long from = call.text("from").map(SightingRoutes::time).orElse(Long.MIN_VALUE);
        long to = call.text("to").map(SightingRoutes::time).orElse(Long.MAX_VALUE);
        Optional<String> sensor = call.text("sensor");
        Optional<String> identity = call.text("identity");
        Stream<Sighting> found = sightings.before(before).filter(one -> one.toNs() >= from && one.fromNs() <= to)
                .filter(one -> sensor.isEmpty() || sensor.get().equals(one.track().sensor()))
                .filter(one -> identity.isEmpty() || one.person(ledger)
                        .filter(person -> person.identity().toString().equals(identity.get())).isPresent());
        return Future.succeededFuture(
                Paging.page(call, found, one -> json(ledger, one), one -> String.valueOf(one.number())));
    }

    private Future<Answer> track(Call call) {
        TrackId track = TrackRoutes.track(call);
        call.about(track.toString());
        Sighting latest = sightings.of(track).orElseThrow(() -> Problem.notFound("track " + track));
        return Future.succeededFuture(Answer.of(json(book.ledger(), latest)));
    }

    private static long time(String text) {
        return EpochNanos.of(Instant.parse(text));
    }

    private JsonNode json(Ledger ledger, Sighting one) {
        ObjectNode json = Json.object().put("id", String.valueOf(one.number())).put("track", one.track().toString())
                .put("sensor", one.track().sensor())
                .put("from", Json.time(one.fromNs())).put("to", Json.time(one.toNs()))
                .put("kind", EventJson.kind(one.identified())).put("visit", one.identified().visit().toString())
                .put("enrolled", ledger.owner(one.identified().visit()).isPresent());
        ObjectNode match = events.match(one.identified());
        one.person(ledger).ifPresentOrElse(
                person -> json.put("identity", person.identity().toString()).put("label", person.label()),
                // Not this person, as an operator said.
                () -> match.remove(List.of("identity", "label")));
        return json.set("match", match);
    }

    private Future<Answer> sensors(Call call) {
        ObjectNode json = Json.object();
        var items = json.putArray("items");
        sightings.sensors().forEach(sensor -> items.addObject().put("id", sensor.getKey())
                .put("last", Json.time(sensor.getValue().lastNs())).put("answers", sensor.getValue().answers()));
        return Future.succeededFuture(Answer.of(json));
    }
}
