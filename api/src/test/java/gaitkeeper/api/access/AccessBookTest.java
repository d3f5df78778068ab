package gaitkeeper.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessBookTest {
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T00:00:00Z"));
    private final InstantSource clock = now::get;
    private Path file;
    private AccessBook book;

    @BeforeEach
    void open() {
        file = folder.resolve("access.json");
        book = new AccessBook(file, clock);
    }

    @Test
    void aKeyOpensUntilItExpires() {
        String key = book.addKey("kiosk", AccessRole.VIEWER, Duration.ofDays(1));

        assertThat(book.byKey(key)).contains(new Caller("kiosk", AccessRole.VIEWER, "key"));
        now.set(now.get().plus(Duration.ofDays(1)));
        assertThat(book.byKey(key)).isEmpty();
    }

    @Test
    void aKeyIsReadBackByAnotherProcess() {
        String key = book.addKey("kiosk", AccessRole.SENSOR, Duration.ofDays(1));

        assertThat(new AccessBook(file, clock).byKey(key)).isPresent();
    }

    @Test
    void aKeyWithAnotherSecretOpensNothing() {
        String key = book.addKey("kiosk", AccessRole.VIEWER, Duration.ofDays(1));
        char last = key.charAt(key.length() - 2);

        assertThat(book
                .byKey(key.substring(0, key.length() - 2) + (last == 'A' ? 'B' : 'A') + key.charAt(key.length() - 1)))
                .isEmpty();
        assertThat(book.byKey(key.substring(0, 24))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gk_", "gk__", "gk_0", "gk_0_", "_", "gk_0000000000000000_x"})
    void whatIsNoKeyOpensNothing(String text) {
        book.addKey("kiosk", AccessRole.VIEWER, Duration.ofDays(1));

        assertThat(book.byKey(text)).isEmpty();
    }

    @Test
    void theFileHoldsNoSecretAndIsReadByItsOwnerAlone() throws IOException {
        String key = book.addKey("kiosk", AccessRole.VIEWER, Duration.ofDays(1));
        book.addUser("anna", AccessRole.OPERATOR, PASSWORD);

        String text = Files.readString(file);

        assertThat(text).doesNotContain(key.substring(key.lastIndexOf('_', 30) + 1), PASSWORD);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @Test
    void aPasswordOpensForItsUserOnly() {
        book.addUser("anna", AccessRole.OPERATOR, PASSWORD);

        assertThat(book.byPassword("anna", PASSWORD)).contains(new Caller("anna", AccessRole.OPERATOR, "password"));
        assertThat(book.byPassword("anna", PASSWORD + "!")).isEmpty();
        assertThat(book.byPassword("bob", PASSWORD)).isEmpty();
    }

    @Test
    void aShortPasswordIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> book.addUser("anna", AccessRole.VIEWER, "short"))
                .withMessageContaining("12");
    }

    @Test
    void revokesByIdAndByName() {
        String one = book.addKey("kiosk", AccessRole.VIEWER, Duration.ofDays(1));
        String other = book.addKey("door", AccessRole.VIEWER, Duration.ofDays(1));

        assertThat(book.revoke(ApiKey.idOf(one))).isTrue();
        assertThat(book.revoke("door")).isTrue();
        assertThat(book.revoke("door")).isFalse();
        assertThat(book.byKey(one)).isEmpty();
        assertThat(book.byKey(other)).isEmpty();
        assertThat(book.isEmpty()).isTrue();
    }

    @Test
    void aRunningProcessSeesAKeyThatWasAddedElsewhere() throws IOException {
        String key = new AccessBook(file, clock).addKey("kiosk", AccessRole.VIEWER, Duration.ofDays(1));

        book.refresh();

        assertThat(book.byKey(key)).isPresent();
    }

    @Test
    void aFileThatBecomesUnusableChangesNothing() throws IOException {
        String key = book.addKey("kiosk", AccessRole.VIEWER, Duration.ofDays(1));
        Files.writeString(file, "{");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));

        book.refresh();

        assertThat(book.byKey(key)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"version\":2}", "{\"version\":1,\"keys\":[{}]}",
        "{\"version\":1,\"users\":[{\"name\":\"a\",\"role\":\"king\",\"argon2id\":\"x\"}]}"})
    void anUnusableFileIsNamed(String content) throws IOException {
        Files.writeString(file, content);

        assertThatIllegalArgumentException().isThrownBy(() -> new AccessBook(file, clock))
                .withMessageContaining(file.toString());
    }

    @Test
    void listsWithoutSecrets() {
        String key = book.addKey("kiosk", AccessRole.VIEWER, Duration.ofDays(1));

        assertThat(book.lines()).singleElement().asString().contains("kiosk", "viewer").doesNotContain(key);
    }
}
