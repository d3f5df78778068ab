package gaitkeeper.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gaitkeeper.api.access.AccessRole;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the document says of itself holds. */
class ContractTest {
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    private final Contract contract = Contract.shipped();

    @Test
    void everyReferenceLeadsSomewhere() {
        List<JsonNode> references = contract.document().findValues("$ref");

        assertThat(references).isNotEmpty().allSatisfy(reference -> assertThat(
                contract.document().at(reference.asText().substring(1)).isMissingNode()).as(reference.asText())
                .isFalse());
    }

    @Test
    void everyPlaceInAPathIsAParameter() {
        for (Operation operation : contract.operations().values()) {
            List<String> places = PLACE.matcher(operation.path()).results().map(found -> found.group(1)).toList();

            assertThat(operation.parameters()).filteredOn(parameter -> parameter.in().equals("path"))
                    .extracting(Operation.Parameter::name).containsExactlyInAnyOrderElementsOf(places);
        }
    }

    @Test
    void nobodyChangesAnythingAsAViewer() {
        assertThat(contract.operations().values()).filteredOn(Operation::changes)
                .allSatisfy(operation -> assertThat(AccessRole.VIEWER.admits(operation.role())).as(operation.id())
                        .isFalse());
    }

    @Test
    void everyChangeTakesAnIdempotencyKey() {
        assertThat(contract.operations().values()).filteredOn(Operation::changes)
                .allSatisfy(operation -> assertThat(operation.parameters()).as(operation.id())
                        .extracting(Operation.Parameter::name).contains(Idempotency.HEADER));
    }

    @Test
    void everyOperationTellsItsAnswersAndItsProblems() {
        contract.document().path("paths").forEach(path -> path.forEach(operation -> {
            assertThat(operation.path("summary").asText()).isNotEmpty();
            assertThat(operation.path("responses").properties()).extracting(answer -> answer.getKey())
                    .contains("400", "401", "403", "429", "500", "503")
                    .anyMatch(status -> status.matches("[12]\\d\\d"));
        }));
    }

    @Test
    void everyBodyIsClosed() {
        contract.document().path("paths").forEach(path -> path.forEach(operation -> {
            if (operation.has("requestBody") && !operation.has(Contract.ELSEWHERE)) {
                JsonNode schema = contract.resolve(operation.at("/requestBody/content/application~1json/schema"));
                assertThat(schema.path("additionalProperties").asBoolean(true)).as(schema.toString()).isFalse();
            }
        }));
    }

    @Test
    void getsChangeNothing() {
        assertThat(contract.operations().values()).filteredOn(operation -> operation.method().equals(HttpMethod.GET))
                .noneMatch(operation -> operation.body().isPresent());
    }
}
