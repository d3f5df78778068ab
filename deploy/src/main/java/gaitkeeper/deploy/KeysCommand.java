package gaitkeeper.deploy;

import gaitkeeper.api.access.AccessBook;
import gaitkeeper.api.access.AccessRole;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "keys", mixinStandardHelpOptions = true, description = {
    "Says who may use the HTTP API: keys for programs and sensors, users with passwords.",
    "A running process takes changes within seconds. With the first entry, loopback asks for credentials too."}, subcommands = {
        KeysCommand.Add.class, KeysCommand.AddUser.class, KeysCommand.Show.class, KeysCommand.Revoke.class})
final class KeysCommand {
    /** Which file. */
    static final class BookOptions {
        @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "Data folder of the process. Default: ${DEFAULT-VALUE}.")
        Path data = Path.of("data");

        @Option(names = "--access", paramLabel = "FILE", description = "File of keys and users. Default: access.json in the data folder.")
        @Nullable
        Path access;

        AccessBook open() {
            return new AccessBook(access == null ? Security.ofFolder(data).access() : access, InstantSource.system());
        }
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Makes a key and prints it, this once.")
    static final class Add implements Callable<Integer> {
        @Mixin
        BookOptions book = new BookOptions();

        @Parameters(index = "0", paramLabel = "NAME", description = "Who uses it; appears in the audit log.")
        String name = "";

        @Option(names = "--role", paramLabel = "ROLE", defaultValue = "viewer", description = "sensor, viewer, operator or admin. Default: ${DEFAULT-VALUE}.")
        String role = "viewer";

        @Option(names = "--days", paramLabel = "N", defaultValue = "365", description = "Days it is good for. Default: ${DEFAULT-VALUE}.")
        int days;

        @Override
        public Integer call() {
            System.out.println(book.open().addKey(name, AccessRole.of(role), Duration.ofDays(days)));
            return 0;
        }
    }

    @Command(name = "add-user", mixinStandardHelpOptions = true, description = "Lets a person sign in with a password, asked for on the terminal or read from the first line of the input; or changes it.")
    static final class AddUser implements Callable<Integer> {
        @Mixin
        BookOptions book = new BookOptions();

        @Parameters(index = "0", paramLabel = "NAME", description = "The user's name.")
        String name = "";

        @Option(names = "--role", paramLabel = "ROLE", defaultValue = "viewer", description = "viewer, operator or admin. Default: ${DEFAULT-VALUE}.")
        String role = "viewer";

        @Override
        public Integer call() throws IOException {
            book.open().addUser(name, AccessRole.of(role), password());
            return 0;
        }

        private static String password() throws IOException {
            Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
            if (terminal.isPresent()) {
                return new String(terminal.get().readPassword("Password: "));
            }
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows keys and users, never their secrets.")
    static final class Show implements Callable<Integer> {
        @Mixin
        BookOptions book = new BookOptions();

        @Override
        public Integer call() {
            book.open().lines().forEach(System.out::println);
            return 0;
        }
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Takes back a key by its id, or everything of a name.")
    static final class Revoke implements Callable<Integer> {
        @Mixin
        BookOptions book = new BookOptions();

        @Parameters(index = "0", paramLabel = "ID|NAME", description = "As ./gaitkeeper keys list shows it.")
        String which = "";

        @Override
        public Integer call() {
            boolean any = book.open().revoke(which);
            System.out.println(any ? "Revoked " + which + "." : "There is no key or user " + which + ".");
            return any ? 0 : 1;
        }
    }
}
