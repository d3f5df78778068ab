package gaitkeeper.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A disk gets full: senders wait, and what was accepted is there when there is room again. */
@Tag("slow")
@TestMethodOrder(OrderAnnotation.class)
@EnabledIf(value = "gaitkeeper.e2e.SmallDisk#possible", disabledReason = "takes unshare and nsenter, and user namespaces")
class DiskTest {
    private static final int MIB = 320;
    private static final int SECONDS = 12;

    @RegisterExtension
    static final Programs PROGRAMS = new Programs();

    private static final Site SITE = new Site(Workplace.freePort());
    private static SmallDisk disk;
    private static Program system;

    @BeforeAll
    static void starts() throws IOException {
        disk = new SmallDisk(PROGRAMS.folder("data"), MIB);
        system = up();
    }

    @AfterAll
    static void takesTheDiskAway() {
        system.kill();
        disk.close();
    }

    private static Program up() {
        Program started = PROGRAMS.start("up", disk.host(Host.LOOPBACK), "up", "--data",
                PROGRAMS.folder("data").toString(), "--http-port", String.valueOf(SITE.port()));
        started.awaitLine("is ready");
        return started;
    }

    private static Walker walker(String track) {
        return Walker.until("door", track, 1.7, SECONDS);
    }

    @Test
    @Order(1)
    void sendersWaitWhileThereIsHardlyRoom() throws IOException {
        SITE.walk(walker("1"), SECONDS);
        system.await("somebody", () -> SITE.people() == 1);

        disk.fill(64);

        system.await("a refusal", () -> SITE.post(walker("2").message(0)).statusCode() == 503);
        assertThat(SITE.ready()).isFalse();
        disk.free();
        system.await("room", SITE::ready);
        assertThat(SITE.post(walker("2").message(0)).statusCode()).isEqualTo(202);
    }

    @Test
    @Order(2)
    void knowsWhomItKnewAfterTheDiskWasFull() throws IOException {
        disk.fill(0);
        system.kill();
        disk.free();

        system = up();

        system.await("the same one", () -> SITE.people() == 1);
        SITE.walk(walker("3"), SECONDS);
        system.await("their return", () -> SITE.json("/api/v1/matches").toString().contains("door/0/3"));
    }
}
