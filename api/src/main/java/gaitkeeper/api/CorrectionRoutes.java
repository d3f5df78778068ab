package gaitkeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gaitkeeper.core.ExemplarId;
import gaitkeeper.core.GalleryCommand;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.Visit;
import gaitkeeper.core.gallery.Ledger;
import gaitkeeper.matcher.MatcherStage;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What operators change. Each correction is one command; its id, in the answer, is what an undo names. */
final class CorrectionRoutes {
    private final IdentityBook book;
    private final Corrections corrections;
    private final EventJson json;

    CorrectionRoutes(IdentityBook book, Corrections corrections, EventJson json) {
        this.book = book;
        this.corrections = corrections;
        this.json = json;
    }

    void mount(Operations operations) {
        operations.on("nameIdentity", call -> correct(call, id -> new GalleryCommand.Rename(id, name(call))));
        operations.on("mergeIdentity", call -> correct(call,
                id -> new GalleryCommand.Merge(id, known(identity(call.body().path("into").asText())))));
        operations.on("splitIdentity", call -> correct(call, id -> new GalleryCommand.Split(id, visits(call))));
        operations.on("tellApart", call -> correct(call,
                id -> new GalleryCommand.TellApart(visit(call.body().path("visit").asText()), id)));
        operations.on("moveExemplar", call -> correct(call,
                id -> new GalleryCommand.MoveExemplar(exemplar(call, id),
                        known(identity(call.body().path("to").asText())))));
        operations.on("removeExemplar",
                call -> correct(call, id -> new GalleryCommand.RemoveExemplar(exemplar(call, id))));
        operations.on("eraseIdentity", call -> correct(call, GalleryCommand.Erase::new));
        operations.on("undo", this::undo);
        operations.on("listCorrections", this::latest);
    }

    private Future<Answer> correct(Call call, Function<IdentityId, GalleryCommand> command) {
        IdentityId identity = identity(call.text("id").orElseThrow());
        return corrections.ask(call, () -> {
            IdentityRoutes.person(book.ledger(), identity);
            checkVersion(call, identity);
            return command.apply(identity);
        }).map(entry -> new Answer(200, json.entry(entry),
                Map.of("ETag", IdentityRoutes.tag(book.version(identity)))));
    }

    private void checkVersion(Call call, IdentityId identity) {
        String now = IdentityRoutes.tag(book.version(identity));
        Optional<String> wanted = call.text("If-Match");
        if (wanted.isPresent() && !wanted.get().equals(now) && !wanted.get().equals("*")) {
            throw new Problem(412, "changed-meanwhile", "somebody corrected this identity meanwhile (version " + now
                    + ", you saw " + wanted.get() + "); look at it again");
        }
    }

    private Future<Answer> undo(Call call) {
        UUID command = UUID.fromString(call.text("id").orElseThrow());
        return corrections.ask(call, () -> {
            book.ledger().whyNotUndo(command).ifPresent(why -> {
                throw new Problem(409, "cannot-undo", why);
            });
            return new GalleryCommand.Undo(command);
        }).map(entry -> Answer.of(json.entry(entry)));
    }

    private Future<Answer> latest(Call call) {
        ObjectNode page = Json.object();
        var items = page.putArray("items");
        boolean people = call.text("people").map(Boolean::parseBoolean).orElse(false);
        book.ledger().latest(Integer.MAX_VALUE).stream().filter(entry -> !people || !entry.by().equals(MatcherStage.BY))
                .limit(Paging.limit(call)).forEach(entry -> items.add(json.entry(entry)));
        return Future.succeededFuture(Answer.of(page));
    }

    private IdentityId known(IdentityId identity) {
        return IdentityRoutes.person(book.ledger(), identity).identity();
    }

    private static String name(Call call) {
        return call.body().path("name").asText();
    }

    private static IdentityId identity(String text) {
        return new IdentityId(UUID.fromString(text));
    }

    private ExemplarId exemplar(Call call, IdentityId owner) {
        Ledger ledger = book.ledger();
        String sequence = call.body().path("sequence").asText();
        ModelId model = new ModelId(call.body().path("model").asText());
        return ledger.held(owner).stream()
                .filter(held -> held.model().equals(model) && held.sequence().toString().equals(sequence)).findFirst()
                .orElseThrow(() -> Problem.notFound("exemplar " + sequence + " of this identity"));
    }

    private static List<Visit> visits(Call call) {
        List<Visit> visits = new ArrayList<>();
        call.body().path("visits").forEach(text -> visits.add(visit(text.asText())));
        return visits;
    }

    /** Reads {@code sensor/session/track@nanoseconds}; a track's id may hold the sign too. */
    static Visit visit(String text) {
        int at = text.lastIndexOf('@');
        try {
            return new Visit(TrackId.parse(text.substring(0, Math.max(0, at))), Long.parseLong(text.substring(at + 1)));
        } catch (MalformedException | NumberFormatException e) {
            throw new Problem(400, "bad-visit", "a visit is written sensor/session/track@nanoseconds");
        }
    }
}
