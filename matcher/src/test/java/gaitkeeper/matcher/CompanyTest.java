package gaitkeeper.matcher;

import static gaitkeeper.matcher.Crowd.person;
import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.TrackId;
import gaitkeeper.core.Visit;
import gaitkeeper.matcher.Company.Body;
import gaitkeeper.matcher.Company.Claim;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompanyTest {
    private static final long SECOND = 1_000_000_000;

    private final Company company = new Company();

    private static Body body(String sensor, String track, long from, long to, Claim... claims) {
        return new Body(new Visit(new TrackId(sensor, "s", track), from * SECOND), to * SECOND, List.of(claims));
    }

    private static Claim claim(int person, double gain) {
        return new Claim(person(person), gain);
    }

    @Test
    void whoHasTheBetterClaimGetsTheIdentity() {
        Body weak = body("hall", "a", 0, 5, claim(1, 2));
        Body strong = body("hall", "b", 1, 5, claim(1, 3));
        company.update(weak);
        company.update(strong);

        assertThat(company.taken(weak)).containsExactly(person(1));
        assertThat(company.taken(strong)).isEmpty();
    }

    @Test
    void allAreGivenIdentitiesTogether() {
        Body both = body("hall", "a", 0, 5, claim(1, 9), claim(2, 8));
        Body one = body("hall", "b", 0, 5, claim(1, 8), claim(2, 1));
        company.update(both);
        company.update(one);

        assertThat(company.taken(both)).as("the other can only be 1").containsExactly(person(1));
        assertThat(company.taken(one)).containsExactly(person(2));
    }

    @Test
    void anotherSensorMaySeeTheSamePerson() {
        Body here = body("hall", "a", 0, 5, claim(1, 2));
        company.update(here);
        company.update(body("door", "a", 0, 5, claim(1, 3)));

        assertThat(company.taken(here)).isEmpty();
    }

    @Test
    void whoCameLaterMayBeTheSamePerson() {
        Body later = body("hall", "b", 5, 9, claim(1, 2));
        company.update(body("hall", "a", 0, 5, claim(1, 3)));
        company.update(later);

        assertThat(company.taken(later)).isEmpty();
        assertThat(company.with(later)).isEmpty();
    }

    @Test
    void theVisitThatAnIdentityWasLearnedFromKeepsIt() {
        Body known = body("hall", "a", 0, 5, claim(1, Claim.CERTAIN));
        Body alike = body("hall", "b", 0, 5, claim(1, 40));
        company.update(known);
        company.update(alike);

        assertThat(company.taken(alike)).containsExactly(person(1));
        assertThat(company.taken(known)).isEmpty();
    }

    @Test
    void whoIsForgottenClaimsNothing() {
        Body left = body("hall", "a", 0, 5, claim(1, 3));
        Body stays = body("hall", "b", 0, 5, claim(1, 2));
        company.update(left);
        company.update(stays);

        company.remove(left.visit().track());

        assertThat(company.taken(stays)).isEmpty();
    }

    @Test
    void tellsWhomATrackWasTakenForThatItSurelyWasNot() {
        Body known = body("hall", "a", 0, 5, claim(1, Claim.CERTAIN));
        Body supposed = body("hall", "c", 0, 5, claim(2, 3));
        Body body = body("hall", "b", 0, 5);
        company.update(known);
        company.update(supposed);
        company.update(body);

        company.compare(body, Set.of(person(1)));
        company.compare(body, Set.of());

        assertThat(company.remove(body.visit().track())).as("1 is sure, and was once; 2 may be wrong")
                .containsExactly(true);
        assertThat(company.remove(known.visit().track())).isEmpty();
    }
}
