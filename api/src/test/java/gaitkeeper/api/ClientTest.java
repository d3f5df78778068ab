package gaitkeeper.api;

import static gaitkeeper.api.TestHouse.ANN;
import static gaitkeeper.api.TestHouse.ANNS_TRACK;
import static gaitkeeper.api.TestHouse.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gaitkeeper.api.access.AccessRole;
import gaitkeeper.client.Alike;
import gaitkeeper.client.Answered;
import gaitkeeper.client.ApiException;
import gaitkeeper.client.GaitkeeperClient;
import gaitkeeper.client.Identity;
import gaitkeeper.client.PartLoss;
import gaitkeeper.client.Sighting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The typed client against the real routes. */
class ClientTest {
    @TempDir
    Path folder;

    private TestHouse house;
    private GaitkeeperClient client;

    @BeforeEach
    void open() {
        house = new TestHouse(folder);
        client = GaitkeeperClient.local(house.uri("/"));
    }

    @AfterEach
    void close() {
        client.close();
        house.close();
    }

    @Test
    void namesMergesAndUndoes() {
        Identity ann = client.identities().getFirst();

        var named = client.name(ann, "Anne");
        assertThat(client.identity(ANN.value()).name()).isEqualTo("Anne");
        client.undo(named.command());
        client.merge(client.identity(ANN.value()), BOB.value());

        assertThat(client.identities()).singleElement().extracting(Identity::id).isEqualTo(BOB.value());
    }

    @Test
    void isToldWhenSomebodyElseWasFaster() {
        Identity seen = client.identity(ANN.value());
        client.name(seen, "Anne");

        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> client.erase(seen))
                .satisfies(e -> assertThat(e.code()).isEqualTo("changed-meanwhile"));
    }

    @Test
    void readsMatchesPageByPage() {
        house.answer(ANNS_TRACK, 0, Optional.of(TestHouse.ann()));
        var first = client.matches(Optional.empty());
        house.answer(ANNS_TRACK, 1, Optional.empty());

        assertThat(first.items()).extracting(Answered::label).containsExactly("Ann");
        assertThat(client.matches(first.next()).items()).extracting(Answered::kind).containsExactly("undecided");
    }

    @Test
    void findsWhereSomebodyWas() {
        house.answer(ANNS_TRACK, 0, Optional.of(TestHouse.ann()));

        assertThat(client.sightings(ANN.value())).singleElement()
                .satisfies(one -> assertThat(one.sensor()).isEqualTo("cam"))
                .extracting(Sighting::label).isEqualTo("Ann");
        assertThat(client.sightings(BOB.value())).isEmpty();
    }

    @Test
    void findsWhomSomebodyResemblesAndWhy() {
        house.answer(ANNS_TRACK, 0, Optional.of(TestHouse.ann()));
        Sighting stay = client.sightings(ANN.value()).getFirst();

        assertThat(client.alike(stay, 5)).extracting(Alike::label).containsExactly("Ann", "stranger 2");
        assertThat(client.alike(ANN.value(), 5)).singleElement().satisfies(other -> {
            assertThat(other.identity()).isEqualTo(BOB.value());
            assertThat(other.score()).isEqualTo(-1);
        });
        assertThat(client.parts(stay).margin()).isEqualTo(1);
        assertThat(client.parts(stay).parts()).contains(new PartLoss("torso", 3, 2.0),
                new PartLoss("left-leg", 0, 0.0));
    }

    @Test
    void aViewerChangesNothing() {
        String key = house.book.addKey("kiosk", AccessRole.VIEWER, Duration.ofDays(1));

        try (var viewer = GaitkeeperClient.withKey(house.uri("/"), key)) {
            Identity ann = viewer.identity(ANN.value());
            assertThatExceptionOfType(ApiException.class).isThrownBy(() -> viewer.name(ann, "Anne"))
                    .satisfies(e -> assertThat(e.status()).isEqualTo(403));
        }
        assertThat(house.writer.asked).isEmpty();
        assertThat(house.audited).anyMatch(entry -> entry.who().equals("kiosk") && entry.status() == 403);
    }

    @Test
    void tellsApartAndErases() {
        client.tellApart(client.identity(ANN.value()), ANNS_TRACK + "@5");
        client.erase(client.identity(ANN.value()));

        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> client.identity(ANN.value()))
                .satisfies(e -> assertThat(e.status()).isEqualTo(404));
    }
}
