package gaitkeeper.core.gallery;

import static gaitkeeper.core.gallery.MadeUpLog.anyEvent;
import static gaitkeeper.core.gallery.MadeUpLog.command;
import static gaitkeeper.core.gallery.MadeUpLog.exemplar;
import static gaitkeeper.core.gallery.MadeUpLog.person;
import static gaitkeeper.core.gallery.MadeUpLog.visit;
import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.ExemplarId;
import gaitkeeper.core.IdentityEvent.Erased;
import gaitkeeper.core.IdentityEvent.Undone;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What holds of every log. */
class LedgerPropertyTest {
    private Ledger ledger = Ledger.EMPTY;

    private void after(IdentityEvent event, UUID command) {
        ledger = ledger.apply(new LogEntry(ledger.last() + 1, command, "test", 0, event)).after();
    }

    @Test
    void anyEventsAtAllLeaveASoundLedger() {
        var random = new Random(5);
        for (int round = 0; round < 40; round++) {
            ledger = Ledger.EMPTY;
            Ledger other = Ledger.EMPTY;
            for (int n = 0; n < 150; n++) {
                var entry = new LogEntry(n + 1, command(random.nextInt(40)), "test", 0, anyEvent(random));
                ledger = ledger.apply(entry).after();
                other = other.apply(entry).after();
                checkSound(ledger);
            }
            assertThat(other.hash()).isEqualTo(ledger.hash());
        }
    }

    @Test
    void undoingEverythingLeavesNothing() {
        var random = new Random(6);
        for (int round = 0; round < 40; round++) {
            ledger = Ledger.EMPTY;
            List<UUID> commands = new ArrayList<>();
            for (int n = 0; n < 60; n++) {
                IdentityEvent event = anyEvent(random);
                if (!(event instanceof Erased)) {
                    after(event, command(n));
                    commands.add(command(n));
                }
            }
            // What an undo had undone comes back first, so the order is that of the log, backwards.
            for (UUID command : commands.reversed()) {
                if (ledger.did(command)) {
                    assertThat(ledger.whyNotUndo(command)).isEmpty();
                    after(new Undone(command), new UUID(9, ledger.last()));
                }
            }

            assertThat(ledger.hash()).as("round " + round).isEqualTo(Ledger.EMPTY.hash());
        }
    }

    /** Every view of the same facts agrees with every other. */
    private static void checkSound(Ledger ledger) {
        Set<IdentityId> known = new HashSet<>();
        for (Candidate person : ledger.everyone()) {
            assertThat(known.add(person.identity())).as("listed once").isTrue();
            assertThat(ledger.resolved(person.identity())).contains(person);
            assertThat(person.name().isEmpty() ? Optional.of(person.identity()) : ledger.named(person.name()))
                    .contains(person.identity());
            ledger.held(person.identity())
                    .forEach(exemplar -> assertThat(ledger.owner(exemplar)).contains(person.identity()));
            ledger.visits(person.identity())
                    .forEach(visit -> assertThat(ledger.owner(visit)).contains(person.identity()));
        }
        for (int n = 0; n < 8; n++) {
            assertThat(known).containsAll(ledger.owner(visit(n)).stream().toList());
            for (int i = 0; i < 3; i++) {
                ExemplarId exemplar = exemplar(visit(n), i).id();
                ledger.owner(exemplar).ifPresent(owner -> assertThat(ledger.held(owner)).contains(exemplar));
            }
        }
    }
}
