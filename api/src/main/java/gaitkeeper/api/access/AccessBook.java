package gaitkeeper.api.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys and users as the file has them now: written by the command line, re-read by a running process when it changes. */
public final class AccessBook {
    private static final Logger LOG = LoggerFactory.getLogger(AccessBook.class);
    private static final FileTime NEVER = FileTime.fromMillis(0);

    private final Path file;
    private final InstantSource clock;
    private volatile AccessFile.Entries entries;
    private final AtomicLong generation = new AtomicLong();
    private FileTime read = NEVER;

    /**
     * Reads the file; one that is not there holds nobody.
     *
     * @throws IllegalArgumentException if it is there and unusable
     */
    public AccessBook(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        this.read = changed();
        this.entries = AccessFile.read(file);
    }

    /** Whether anybody can show who they are. */
    public boolean isEmpty() {
        return entries.keys().isEmpty() && entries.users().isEmpty();
    }

    /** Reads the file again if it changed; one that became unusable changes nothing. Reads a disk. */
    public synchronized void refresh() {
        FileTime now = changed();
        if (now.equals(read)) {
            return;
        }
        read = now;
        try {
            show(AccessFile.read(file));
            LOG.atInfo().addKeyValue("keys", entries.keys().size()).addKeyValue("users", entries.users().size())
                    .log("credentials read again");
        } catch (IllegalArgumentException e) {
            LOG.atError().addKeyValue("cause", e.getMessage()).log("credentials stay as they were");
        }
    }

    private FileTime changed() {
        try {
            return Files.exists(file) ? Files.getLastModifiedTime(file) : NEVER;
        } catch (IOException e) {
            return NEVER;
        }
    }

    /** Who a key belongs to, unless it is unknown, revoked or expired. */
    public Optional<Caller> byKey(String text) {
        String id = ApiKey.idOf(text);
        return entries.keys().stream().filter(key -> key.id().equals(id) && key.opensWith(text, clock.instant()))
                .findFirst().map(key -> new Caller(key.name(), key.role(), "key"));
    }

    /** Who this name and password belong to. Slow by design; costs as much when there is nobody of that name. */
    public Optional<Caller> byPassword(String name, String password) {
        Optional<LocalUser> user = entries.users().stream().filter(one -> one.name().equals(name)).findFirst();
        boolean right = user.orElse(Decoy.USER).opensWith(password);
        return user.filter(_ -> right).map(one -> new Caller(one.name(), one.role(), "password"));
    }

    /**
     * Adds a key.
     *
     * @return its text, which is stored nowhere
     */
    public synchronized String addKey(String name, AccessRole role, Duration lifetime) {
        checkName(name);
        ApiKey.Issued issued = ApiKey.issue(name, role, clock.instant().plus(lifetime));
        save(new AccessFile.Entries(plus(entries.keys(), issued.key()), entries.users()));
        return issued.text();
    }

    /** Adds a user, or gives one a new password and role. */
    public synchronized void addUser(String name, AccessRole role, String password) {
        checkName(name);
        var user = LocalUser.of(name, role, password);
        save(new AccessFile.Entries(entries.keys(),
                plus(without(entries.users(), one -> one.name().equals(name)), user)));
    }

    /**
     * Removes a key by id, or keys and user of a name.
     *
     * @return whether there was any
     */
    public synchronized boolean revoke(String idOrName) {
        var left = new AccessFile.Entries(
                without(entries.keys(), key -> key.id().equals(idOrName) || key.name().equals(idOrName)),
                without(entries.users(), user -> user.name().equals(idOrName)));
        boolean any = left.keys().size() + left.users().size() < entries.keys().size() + entries.users().size();
        save(left);
        return any;
    }

    /** One line for each key and user, without secrets. */
    public List<String> lines() {
        Instant now = clock.instant();
        return Stream.concat(
                entries.keys().stream()
                        .map(key -> "key   " + key.id() + "  " + key.role() + "  " + key.name() + "  "
                                + (now.isBefore(key.expires()) ? "until " : "EXPIRED ") + key.expires()),
                entries.users().stream().map(user -> "user  " + user.name() + "  " + user.role()))
                .toList();
    }

    private static void checkName(String name) {
        if (!name.matches("[A-Za-z0-9._@-]{1,80}")) {
            throw new IllegalArgumentException("a name has 1 to 80 letters, digits and . _ @ -");
        }
    }

    private void save(AccessFile.Entries fresh) {
        AccessFile.write(file, fresh);
        show(fresh);
        read = changed();
    }

    private void show(AccessFile.Entries fresh) {
        entries = fresh;
        generation.incrementAndGet();
    }

    /** Another number whenever somebody came or went. */
    long generation() {
        return generation.get();
    }

    private static <T> List<T> plus(List<T> list, T one) {
        List<T> longer = new ArrayList<>(list);
        longer.add(one);
        return longer;
    }

    private static <T> List<T> without(List<T> list, Predicate<T> which) {
        return list.stream().filter(which.negate()).toList();
    }

    /** Compared with when nobody has the name, so that the time taken does not tell. Made at the first wrong name. */
    private static final class Decoy {
        static final LocalUser USER = LocalUser.of("-", AccessRole.VIEWER, "compared with in vain");
    }
}
